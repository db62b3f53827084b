import { createRemoteJWKSet, errors, type JWKSCacheInput, jwksCache } from 'jose'
import { readUnverified } from './read-unverified.ts'
import { isPast, isText, LEEWAY_SECONDS } from './tokens.ts'

const COOLDOWN_MS = 30_000 // whoever invents key ids makes us ask a provider no more often

/** The keys of a provider, as they were fetched last. */
export interface RemoteKeys {
  find: ReturnType<typeof createRemoteJWKSet>
  /** jose notes in it when that was (`uat`). */
  cache: JWKSCacheInput
}

/** The JWK Set at a URL. Nothing is fetched until a key is asked for. */
export function remoteKeys(url: string): RemoteKeys {
  const cache: JWKSCacheInput = {}
  return { cache, find: createRemoteJWKSet(new URL(url), { cooldownDuration: COOLDOWN_MS, [jwksCache]: cache }) }
}

/** A provider's keys could not be fetched, or may not be yet. `cause` says why. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable'
  /** When another attempt will tell, if that is known. */
  readonly retryAfterSeconds: number | undefined

  constructor(cause: unknown, retryAfterSeconds?: number) {
    super('', { cause })
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/**
 * The key that a token names; `undefined` if the provider has no such key. jose keeps the keys, and fetches them again, not too
 * often, for one that it does not know. Rejects with `ProviderUnavailable` if they cannot be fetched, or if the key may be newer
 * than those that we have and it is too early to ask again.
 */
export async function findKey({ find, cache }: RemoteKeys, token: string, now: Date): Promise<CryptoKey | undefined> {
  const { header, payload } = readUnverified(token)
  const { kid } = header ?? {}
  const iat = payload?.iat
  if (!isText(kid)) return undefined
  const isTooEarly = find.coolingDown
  try {
    return await find({ alg: 'RS256', kid })
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw new ProviderUnavailable(error)
    const fetchedAt = new Date(cache.uat ?? 0)
    // By the token's own word, which can only change what the refusal is called: nobody is let in by it.
    if (isTooEarly && isPast(iat, now) && iat + LEEWAY_SECONDS > fetchedAt.getTime() / 1_000) {
      const waitMs = fetchedAt.getTime() + COOLDOWN_MS - now.getTime()
      throw new ProviderUnavailable(error, Math.max(1, Math.ceil(waitMs / 1_000)))
    }
    return undefined
  }
}
