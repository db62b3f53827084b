import * as v from 'valibot'
import { isPublicAddress, literalAddress } from '../lib/public-address.ts'
import { isSecureUrl } from '../lib/secure-url.ts'
import { type EventMessage, MESSAGE_TYPES, type MessageType, messagesOfEvents } from '../model/messages.ts'
import type { Bindings } from './bindings.ts'
import { readGroup } from './read-group.ts'
import type { Settings } from './settings.ts'

/** Who is told of changes, and of which. */
export interface Webhooks {
  urls: readonly string[]
  /** The queue, which is one endpoint more. */
  queue: Bindings['EVENTS']
  /** The keys of HMAC, of 24 to 64 bytes: each signs. */
  secrets: readonly Uint8Array<ArrayBuffer>[]
  types: readonly MessageType[]
  /** What events make of these types. */
  messages: readonly EventMessage[]
  /** The DNS over HTTPS resolver that is asked whether a host is public. */
  resolver: string | undefined
}

const NO_URLS = 'must be https URLs of public hosts, comma-separated, each once and without a password or a fragment'
const NO_SECRET = 'must be whsec_ and 24 to 64 bytes in base64: npm run keys -- --for webhooks prints one'
const NO_TYPES = `must be beginnings of types, such as "user.", comma-separated, or empty. Types: ${MESSAGE_TYPES.join(', ')}`
const NO_RESOLVER = 'must be an https URL without a password, such as https://cloudflare-dns.com/dns-query, or empty'

const MIN_SECRET_BYTES = 24 // Standard Webhooks: "between 24 bytes (192 bits) and 64 bytes (512 bits)"
const MAX_SECRET_BYTES = 64

const settings = v.pipe(
  v.object({
    WEBHOOK_URLS: v.pipe(
      v.optional(v.array(v.pipe(v.string(), v.check(isWebhookUrl, NO_URLS))), []),
      v.check((urls) => new Set(urls).size === urls.length, NO_URLS),
    ),
    WEBHOOK_SECRET: v.pipe(
      v.optional(v.string(), ''),
      v.transform((list) => list.split(/\s+/).filter(Boolean)),
      v.array(
        v.pipe(
          v.string(),
          v.transform(readSecret),
          v.custom<Uint8Array<ArrayBuffer>>((key) => key instanceof Uint8Array, NO_SECRET),
        ),
      ),
      v.maxLength(2, 'must be one secret, or two while it is replaced'),
    ),
    WEBHOOK_TYPES: v.pipe(
      v.optional(v.array(v.pipe(v.string(), v.check(isBeginning, NO_TYPES))), ['']),
      v.transform((beginnings) => MESSAGE_TYPES.filter((type) => beginnings.some((known) => type.startsWith(known)))),
    ),
    WEBHOOK_RESOLVER: v.optional(
      v.pipe(v.string(), v.check(isSecureUrl, NO_RESOLVER), v.check(isWithoutPassword, NO_RESOLVER)),
    ),
  }),
  v.forward(
    v.check(
      ({ WEBHOOK_URLS, WEBHOOK_SECRET }) => WEBHOOK_URLS.length === 0 || WEBHOOK_SECRET.length > 0,
      'is missing, and WEBHOOK_URLS is set: npm run keys -- --for webhooks prints a new one',
    ),
    ['WEBHOOK_SECRET'],
  ),
)

/** An address of a machine is refused unless it is public; a name is looked up when it is called, if at all. */
function isWebhookUrl(value: string): boolean {
  const url = URL.parse(value)
  if (!url || !isSecureUrl(value) || !isWithoutPassword(value) || value.includes('#')) return false
  const address = literalAddress(url)
  return address === undefined ? url.protocol === 'http:' || url.hostname !== 'localhost' : isPublicAddress(address)
}

/** Operators see these settings, and nothing can be fetched from a URL with a password in it. */
function isWithoutPassword(value: string): boolean {
  const { username, password } = URL.parse(value) ?? {}
  return !username && !password
}

function isBeginning(value: string): boolean {
  return MESSAGE_TYPES.some((type) => type.startsWith(value))
}

/** `undefined` for what is no secret. */
function readSecret(text: string): Uint8Array<ArrayBuffer> | undefined {
  const [, base64] = /^whsec_([A-Za-z\d+/]+={0,2})$/.exec(text) ?? []
  if (base64 === undefined || base64.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0)) // npm run deploy checks it, too, in a Node without Uint8Array.fromBase64
  return bytes.length >= MIN_SECRET_BYTES && bytes.length <= MAX_SECRET_BYTES ? bytes : undefined
}

/**
 * Reads who is told of changes into `settings.webhooks`. Loaded only where WEBHOOK_URLS or the binding EVENTS is there.
 * Throws `misconfigured`.
 */
export function addWebhooks(all: Settings, queue: Bindings['EVENTS']): void {
  const output = readGroup(settings, all)
  const types = output.WEBHOOK_TYPES
  all.webhooks = {
    urls: output.WEBHOOK_URLS,
    queue,
    secrets: output.WEBHOOK_SECRET,
    types,
    messages: messagesOfEvents(types),
    resolver: output.WEBHOOK_RESOLVER,
  }
}
