import type { JWK } from 'jose'
import { JWKSNoMatchingKey } from 'jose/errors'
import { createRemoteJWKSet, customFetch, type JWKSCacheInput, jwksCache } from 'jose/jwks/remote'
import { fetchBounded } from '../lib/fetch-bounded.ts'
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
  const options = { cooldownDuration: COOLDOWN_MS, [jwksCache]: cache, [customFetch]: fetchBounded }
  return { cache, find: createRemoteJWKSet(new URL(url), options) }
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

/** What a token is verified with: a key, and the one algorithm that it is for (RFC 8725 §3.1). */
export interface FoundKey {
  key: CryptoKey
  alg: Algorithm
  /** As the provider published it; Microsoft's say whose tokens they sign. */
  jwk: JWK & { issuer?: unknown }
}

/** What a provider signs with. */
export interface Signing {
  algorithms: readonly Algorithm[]
  keys(now: Date): Promise<RemoteKeys>
}

/** What providers sign ID tokens with. A shared secret is none of it. */
export type Algorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA'

/**
 * The key that a token names, if it is for one of these algorithms; `undefined` if the provider has no such key. jose
 * keeps the keys, and fetches them again, not too often, for one that it does not know. Rejects with
 * `ProviderUnavailable` if they cannot be fetched, or if the key may be newer than those that we have and it is too
 * early to ask again.
 */
export async function findKey({ algorithms, keys }: Signing, token: string, now: Date): Promise<FoundKey | undefined> {
  const { header, payload } = readUnverified(token)
  const { kid } = header ?? {}
  const alg = algorithms.find((known) => known === header?.alg)
  const iat = payload?.iat
  if (!isText(kid) || !alg) return undefined
  const { find, cache } = await keys(now)
  const isTooEarly = find.coolingDown
  try {
    const key = await find({ alg, kid })
    const jwk = cache.jwks?.keys.find((one) => one.kid === kid && isFor(one, alg))
    return jwk && { key, alg, jwk }
  } catch (error) {
    if (!(error instanceof JWKSNoMatchingKey)) throw new ProviderUnavailable(error)
    if (cache.jwks?.keys.some((one) => one.kid === kid)) return undefined // it is there, and for something else
    const fetchedAt = new Date(cache.uat ?? 0)
    // By the token's own word, which can only change what the refusal is called: nobody is let in by it.
    if (isTooEarly && isPast(iat, now) && iat + LEEWAY_SECONDS > fetchedAt.getTime() / 1_000) {
      const waitMs = fetchedAt.getTime() + COOLDOWN_MS - now.getTime()
      throw new ProviderUnavailable(error, Math.max(1, Math.ceil(waitMs / 1_000)))
    }
    return undefined
  }
}

/** Of a key that does not say what it is for, its type does: one for RSA is for RS256 then, as OpenID Connect has it. */
const isFor = ({ alg, kty }: JWK, wanted: Algorithm): boolean => (alg ?? BY_TYPE[kty ?? '']) === wanted

const BY_TYPE: Record<string, Algorithm> = { RSA: 'RS256', EC: 'ES256', OKP: 'EdDSA' }
