import { type CryptoKey, importJWK, type JWK } from 'jose'
import type { Fetch, FetchInit } from '../http.ts'
import { within } from '../time-limit.ts'

/** What the service signs with that others can verify. A shared secret is none of it. */
export type Algorithm = 'ES256' | 'EdDSA'

/** A key, and the one algorithm that it is for (RFC 8725 §3.1). */
export interface PublishedKey {
  alg: Algorithm
  key: CryptoKey
}

const TIMEOUT_MS = 5_000 // a request waits for it

interface KeysInit extends FetchInit {
  redirect: 'manual'
}

const INIT: KeysInit = {
  method: 'GET',
  headers: { accept: 'application/json', 'cache-control': 'no-cache' }, // a copy may be of before a rotation
  redirect: 'manual', // who may answer for an issuer is what its URL says
}

/** By the members that determine them (RFC 7518 §6.2.1, RFC 8037 §2). */
const ALGORITHMS: Record<string, Algorithm> = { 'EC P-256': 'ES256', 'OKP Ed25519': 'EdDSA' }

/**
 * The keys that an issuer publishes (RFC 7517 §5), by `kid`. Rejects if they do not come in time, or are no JWK Set. Keys for
 * anything else than our algorithms are left out.
 */
export async function publishedKeys(issuer: string, fetch: Fetch): Promise<ReadonlyMap<string, PublishedKey>> {
  const { status, text } = await within(TIMEOUT_MS, async (signal) => {
    const init: KeysInit = { ...INIT, ...(signal !== undefined && { signal }) }
    const response = await fetch(`${issuer}/.well-known/jwks.json`, init)
    return { status: response.status, text: await response.text() }
  })
  if (status !== 200) throw new Error(`the keys came with status ${status}`)
  const { keys }: { keys?: unknown } = JSON.parse(text) ?? {}
  if (!Array.isArray(keys)) throw new Error('the answer is no JWK Set')
  const usable = await Promise.all(keys.map(usableKey))
  return new Map(usable.flatMap((pair) => (pair ? [pair] : [])))
}

async function usableKey(jwk: JWK): Promise<[string, PublishedKey] | undefined> {
  const { kty, crv, x, y, kid, use = 'sig' } = jwk
  const alg = ALGORITHMS[`${kty} ${crv}`]
  if (!kid || !alg || use !== 'sig' || (jwk.alg ?? alg) !== alg) return undefined
  const key = await importJWK({ kty, crv, x, ...(y !== undefined && { y }) } as JWK, alg)
  return key instanceof Uint8Array ? undefined : [kid, { alg, key }]
}
