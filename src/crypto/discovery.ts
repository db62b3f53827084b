import { fetchBounded } from '../lib/fetch-bounded.ts'
import { isSecureUrl } from '../lib/secure-url.ts'
import { ProviderUnavailable } from './remote-keys.ts'

const TIMEOUT_MS = 5_000 // as long as jose waits for keys
const MAX_AGE_MS = 3_600_000 // where the keys are changes far more seldom than the keys

/** Where issuers have their keys, as they said last: as many as the settings name. */
const discovered = new Map<string, { url: string; at: Date }>()

/**
 * The URL of an issuer's JWK Set, by its discovery document (OpenID Connect Discovery 1.0 §4), which is kept for an hour.
 * Rejects with `ProviderUnavailable` if that cannot be fetched, is another issuer's or names no URL that is safe.
 */
export async function discoverKeys(issuer: string, now: Date): Promise<string> {
  const known = discovered.get(issuer)
  if (known && now.getTime() < known.at.getTime() + MAX_AGE_MS) return known.url
  const url = await readDocument(issuer).catch((error: unknown) => {
    throw new ProviderUnavailable(error)
  })
  discovered.set(issuer, { url, at: now }) // never the promise: a request that is cancelled must not hold up others
  return url
}

async function readDocument(issuer: string): Promise<string> {
  const response = await fetchBounded(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'manual', // who may answer for an issuer is what its URL says
    headers: { accept: 'application/json' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  })
  if (response.status !== 200) throw discoveryError('discovery_status')
  const document: { issuer?: unknown; jwks_uri?: unknown } | null = await response.json()
  if (document?.issuer !== issuer) throw discoveryError('discovery_issuer') // §4.3
  const { jwks_uri: url } = document
  if (typeof url !== 'string' || !isSecureUrl(url)) throw discoveryError('discovery_keys')
  return url
}

const discoveryError = (code: string) => Object.assign(new Error(), { code })
