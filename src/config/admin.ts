import * as v from 'valibot'
import type { Scope } from '../model/operator.ts'
import { describeSetup } from './about.ts'
import type { Bindings } from './bindings.ts'
import { readGroup } from './read-group.ts'
import type { Settings } from './settings.ts'

/** A service key: whose it is, what it may do, and SHA-256 of it, in base64url. */
export interface ServiceKey {
  name: string
  scopes: readonly Scope[]
  hash: string
}

/** An application of Cloudflare Access that stands before the console and the admin API. */
export interface AccessGate {
  /** `iss` of its tokens, and where its keys are. */
  issuer: string
  /** `aud` of its tokens. */
  audience: string
}

const NO_KEYS = 'must be entries such as npm run keys -- --for service NAME prints, comma-separated, or empty'
const ENTRY = /^([\w.-]{1,64}):(read|read\+write):([\w-]{43})$/

const serviceKeys = v.pipe(
  v.optional(v.array(v.pipe(v.string(), v.regex(ENTRY, NO_KEYS), v.transform(readEntry))), []),
  v.check((keys) => new Set(keys.map(({ name }) => name)).size === keys.length, 'must not name a service twice'),
)

function readEntry(entry: string): ServiceKey {
  const [name = '', scopes = '', hash = ''] = entry.split(':')
  return { name, scopes: scopes.split('+') as Scope[], hash } // the pattern allows no others
}

const settings = v.pipe(
  v.object({
    SERVICE_KEYS: serviceKeys,
    ACCESS_TEAM: v.optional(v.pipe(v.string(), v.regex(/^[a-z\d-]+$/, 'must be a name such as "example", or empty'))),
    ACCESS_AUD: v.optional(v.string()),
  }),
  v.forward(
    v.check(
      ({ ACCESS_TEAM, ACCESS_AUD }) => !ACCESS_TEAM || ACCESS_AUD !== undefined,
      'is missing, and ACCESS_TEAM is set',
    ),
    ['ACCESS_AUD'],
  ),
  v.forward(
    v.check(
      ({ ACCESS_TEAM, ACCESS_AUD }) => !ACCESS_AUD || ACCESS_TEAM !== undefined,
      'is missing, and ACCESS_AUD is set',
    ),
    ['ACCESS_TEAM'],
  ),
)

/**
 * Reads who may operate the service, and what they may know of it, into `settings.operators`. Loaded only where ADMIN is on.
 * Throws `misconfigured`.
 */
export function addOperators(all: Settings, bindings: Bindings, env: object): void {
  const { SERVICE_KEYS, ACCESS_TEAM: team, ACCESS_AUD: audience } = readGroup(settings, all)
  const access = team && audience ? { issuer: `https://${team}.cloudflareaccess.com`, audience } : undefined
  all.operators = { serviceKeys: SERVICE_KEYS, access, about: () => describeSetup(env, bindings, all) }
}
