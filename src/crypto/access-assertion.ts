import { verify } from 'hono/jwt'
import { findKey, type RemoteKeys, remoteKeys } from './remote-keys.ts'
import { hasBegun, isPast } from './tokens.ts'

export { ProviderUnavailable } from './remote-keys.ts'

/** An application of Cloudflare Access. */
interface Application {
  issuer: string
  audience: string
}

/** Keys by issuer, for as long as the isolate lives: the settings name one. */
const keysByIssuer = new Map<string, RemoteKeys>()

/**
 * Whether a token of Cloudflare Access says that it let somebody, or a service, through to this application: its team
 * signed it, for this application, and it has begun and not expired
 * (https://developers.cloudflare.com/cloudflare-one/access-controls/applications/http-apps/authorization-cookie/validating-json/).
 * Rejects with what `findKey` does.
 */
export async function isLetThrough(token: string, { issuer, audience }: Application, now: Date): Promise<boolean> {
  const found = await findKey({ algorithms: ['RS256'], keys: async () => keysOf(issuer) }, token, now)
  if (!found) return false
  const { key, alg } = found
  const time = { exp: false, nbf: false, iat: false } // checked below, by our clock and with our leeway
  const claims = { iss: issuer, aud: audience, ...time }
  const payload = await verify(token, key, { alg, ...claims }).catch(() => undefined) // hono's errors quote the token
  if (!payload) return false
  const { exp, nbf, iat } = payload
  return typeof exp === 'number' && exp * 1_000 > now.getTime() && isPast(iat, now) && hasBegun(nbf, now)
}

function keysOf(issuer: string): RemoteKeys {
  const keys = keysByIssuer.get(issuer) ?? remoteKeys(`${issuer}/cdn-cgi/access/certs`)
  keysByIssuer.set(issuer, keys)
  return keys
}
