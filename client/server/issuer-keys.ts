import type { Fetch } from '../http.ts'
import { KeysError } from './keys-error.ts'
import { type PublishedKey, publishedKeys } from './published-keys.ts'

const MAX_AGE_MS = 300_000 // as long as the service lets others keep them: after it, a key that was removed is removed
const COOLDOWN_MS = 30_000 // whoever invents key ids makes us ask the issuer no more often
const RETRY_MS = 1_000 // while there are no keys at all: everybody waits for them
const LEEWAY_MS = 60_000 // between the clocks, and until a rotated key is known everywhere

interface IssuerKeysOptions {
  issuer: string
  fetch: Fetch
  /** How long keys are trusted that cannot be fetched again, in milliseconds from when they were fetched. */
  graceMs: number
  onUnreachable: (error: KeysError) => void
}

/**
 * Finds the key that a token names; `undefined` if the issuer has none of that id. `iat`, in seconds, is when the token
 * says that it was issued.
 */
export type FindKey = (kid: string, iat: number) => Promise<PublishedKey | undefined>

/**
 * The keys of an issuer, which are fetched when first needed, again when they are old or do not have what a token names, and
 * then not for a while. The function rejects with a `KeysError` if nothing can be said about a key.
 */
export function issuerKeys({ issuer, fetch, graceMs, onUnreachable }: IssuerKeysOptions): FindKey {
  let known: ReadonlyMap<string, PublishedKey> = new Map()
  let fetchedAt = Number.NEGATIVE_INFINITY
  let askedAt = Number.NEGATIVE_INFINITY
  let pauseMs = 0
  let pending: Promise<void> | undefined

  const isTrusted = () => since(fetchedAt) <= Math.max(graceMs, MAX_AGE_MS)
  const mayAsk = () => since(askedAt) >= pauseMs

  function pause(startedAt: number, milliseconds: number): void {
    askedAt = startedAt
    pauseMs = milliseconds
  }

  async function ask(): Promise<void> {
    const startedAt = Date.now()
    // While there are keys to go on with, one request asks and the others do not wait.
    if (isTrusted()) pause(startedAt, COOLDOWN_MS)
    try {
      known = await publishedKeys(issuer, fetch)
      fetchedAt = startedAt
      pause(startedAt, COOLDOWN_MS)
    } catch (cause) {
      pause(Date.now(), isTrusted() ? COOLDOWN_MS : RETRY_MS)
      const error = unreachable(cause)
      onUnreachable(error)
      throw error
    }
  }

  /** One fetch for all that wait. On Workers each request has its own: none may wait for what another has begun. */
  function askTogether(): Promise<void> {
    if (isWorkers()) return ask()
    pending ??= ask().finally(() => {
      pending = undefined
    })
    return pending
  }

  function unreachable(cause?: unknown): KeysError {
    const retryAfter = Math.max(1, Math.ceil((askedAt + pauseMs - Date.now()) / 1_000))
    return new KeysError('keys_unreachable', `The keys of ${issuer} cannot be fetched.`, { retryAfter, cause })
  }

  async function renew(): Promise<void> {
    if (isTrusted()) {
      // The grace: what was fetched before is good until it ends. `onUnreachable` has been told.
      if (since(fetchedAt) > MAX_AGE_MS && mayAsk()) await askTogether().catch(() => undefined)
    } else if (mayAsk() || pending) await askTogether()
    else throw unreachable()
  }

  return async (kid, iat) => {
    await renew()
    const key = known.get(kid)
    if (key) return key
    const isTooEarly = !mayAsk() && !pending
    if (!isTooEarly) await askTogether()
    if (known.size === 0) throw new KeysError('no_public_keys', noPublicKeys(issuer))
    // By the token's own word, which can only change what the refusal is called: nobody is let in by it.
    if (isTooEarly && iat * 1_000 + LEEWAY_MS > fetchedAt) throw unreachable()
    return known.get(kid)
  }
}

/** How many milliseconds ago something was. A clock that was set back makes it long ago, so that nothing lasts longer by it. */
function since(time: number): number {
  const milliseconds = Date.now() - time
  return milliseconds >= 0 ? milliseconds : Number.POSITIVE_INFINITY
}

const noPublicKeys = (issuer: string): string =>
  `${issuer} publishes no key for ES256 or EdDSA. Tokens that are signed with HS256 can be verified by the service alone: ` +
  'add another kind of key to its JWT_KEYS.'

declare const navigator: { userAgent?: string } | undefined
const isWorkers = (): boolean => typeof navigator !== 'undefined' && navigator?.userAgent === 'Cloudflare-Workers'
