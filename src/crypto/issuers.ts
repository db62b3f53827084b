import { type KnownProvider, type OidcProvider, type Provider, TENANT } from '../model/providers.ts'
import { discoverKeys } from './discovery.ts'
import { type FoundKey, type RemoteKeys, remoteKeys, type Signing } from './remote-keys.ts'

/** Whose ID tokens we accept: what they say of their issuer, and what they are signed with. */
export interface Issuer extends Signing {
  /** Whether it issued a token, by the claims and the key that it is signed with. */
  issued(claims: { iss?: unknown; tid?: unknown }, key: FoundKey['jwk']): boolean
}

/** The issuers whose tokens we know (OpenID Connect Core 1.0 §3.1.3.7). Both sign with RS256 only. */
const KNOWN: Record<KnownProvider, Issuer> = {
  apple: knownIssuer(/^https:\/\/appleid\.apple\.com$/, 'https://appleid.apple.com/auth/keys'),
  google: knownIssuer(/^(https:\/\/)?accounts\.google\.com$/, 'https://www.googleapis.com/oauth2/v3/certs'),
}

function knownIssuer(issuer: RegExp, keysUrl: string): Issuer {
  const keys = remoteKeys(keysUrl)
  return {
    algorithms: ['RS256'],
    keys: async () => keys,
    issued: ({ iss }) => typeof iss === 'string' && issuer.test(iss),
  }
}

/** The issuer that a provider is: as the settings describe it, or one that we know. */
export function issuerOf(provider: Provider, described: OidcProvider | undefined): Issuer | undefined {
  if (described) return describedIssuer(described)
  return provider === 'apple' || provider === 'google' ? KNOWN[provider] : undefined
}

/** Keys by the URL of their JWK Set, for as long as the isolate lives: as many as the settings name. */
const keysByUrl = new Map<string, RemoteKeys>()

const describedIssuer = ({ issuer, jwksUrl }: OidcProvider): Issuer => ({
  algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  async keys(now) {
    const url = jwksUrl ?? (await discoverKeys(issuer, now))
    const keys = keysByUrl.get(url) ?? remoteKeys(url)
    keysByUrl.set(url, keys)
    return keys
  },
  issued({ iss, tid }, key) {
    if (!issuer.includes(TENANT)) return iss === issuer
    // Microsoft's tenants share a JWK Set, which says of each key whose tokens it signs
    // (https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-the-issuer).
    const signs = typeof key.issuer === 'string' ? key.issuer : issuer
    return isTenant(tid) && [issuer, signs].every((template) => iss === template.replace(TENANT, tid))
  },
})

const isTenant = (tid: unknown): tid is string =>
  typeof tid === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(tid)
