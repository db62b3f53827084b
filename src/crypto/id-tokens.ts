import { verify } from 'hono/jwt'
import type { JWTPayload } from 'jose'
import type { OidcProvider, Provider } from '../model/providers.ts'
import { issuerOf } from './issuers.ts'
import { findKey } from './remote-keys.ts'
import { hasBegun, isPast } from './tokens.ts'

export { ProviderUnavailable } from './remote-keys.ts'

export interface IdTokenClaims {
  subject: string
  /** Which of our client ids it is for. */
  audience: string
  /** When the user proved to the provider who they are, or if it does not say so, when it issued the token. */
  authenticatedAt: Date
  email: string | undefined
  /** Whether the provider has verified it, if it says so. */
  emailVerified: boolean | undefined
  /** The domain whose Google Workspace has the account. */
  hostedDomain: string | undefined
  name: string | undefined
}

interface Expected {
  provider: Provider
  /** What the settings say of its issuer, if it is none that we know. */
  oidc: OidcProvider | undefined
  /** Our client ids at the provider: the token must be for one of them. */
  audience: readonly string[]
  /** As the app made it. The token holds its SHA-256, which is what the SDK was given. */
  nonce: string | undefined
  /** Whether a token with a nonce is accepted although the app sent none: some SDKs make one up and do not tell it. */
  acceptsUnknownNonce: boolean
  now: Date
}

/**
 * Reads an ID token as a native SDK hands it to the app; `undefined` unless it is the provider's, for us, begun, not
 * expired and has this nonce. Rejects with what `findKey` does.
 */
export async function readIdToken(token: string, expected: Expected): Promise<IdTokenClaims | undefined> {
  const payload = await verifySignature(token, expected)
  if (!payload || typeof payload.sub !== 'string' || payload.sub === '') return undefined
  if (typeof payload.exp !== 'number' || payload.exp * 1_000 <= expected.now.getTime()) return undefined
  const { sub, iat, nbf, auth_time = iat, email, email_verified: verified, hd, nickname, name = nickname } = payload
  if (!isPast(iat, expected.now) || !hasBegun(nbf, expected.now) || !isPast(auth_time, expected.now)) return undefined
  const audience = audienceOf(payload, expected)
  if (audience === undefined || !(await meetsNonce(payload, expected))) return undefined
  return {
    subject: sub,
    audience,
    authenticatedAt: new Date(auth_time * 1_000),
    email: typeof email === 'string' ? email : undefined,
    emailVerified: verified === undefined ? undefined : verified === true || verified === 'true', // Apple has sent both
    hostedDomain: typeof hd === 'string' ? hd : undefined,
    name: typeof name === 'string' ? name : undefined,
  }
}

/**
 * Our client id that a token is for. If it is for others, too, it must have been issued to us: they could have asked for it
 * (OpenID Connect Core 1.0 §3.1.3.7, 3 to 5).
 */
function audienceOf({ aud, azp }: JWTPayload, { audience: ours }: Expected): string | undefined {
  const audiences = [aud].flat()
  const [id] = audiences.length === 1 ? audiences : [azp]
  return ours.find((own) => own === id)
}

/** Checks the signature, the issuer and the audience. */
async function verifySignature(
  token: string,
  { provider, oidc, audience, now }: Expected,
): Promise<JWTPayload | undefined> {
  const issuer = issuerOf(provider, oidc)
  const found = issuer && (await findKey(issuer, token, now))
  if (!found) return undefined
  const { key, alg, jwk } = found
  // The caller checks the times, with a leeway: the provider's clock may be ahead of ours.
  const time = { exp: false, nbf: false, iat: false }
  // hono's errors quote the token: they must not leave this function.
  const payload = await verify(token, key, { alg, aud: [...audience], ...time }).catch(() => undefined)
  return payload && issuer.issued(payload, jwk) ? payload : undefined
}

/**
 * The app must know the text of which the token contains the hash: the hash itself proves nothing, since a stolen token
 * contains it. A nonce on one side only is refused too: the token was made for another sign-in.
 */
async function meetsNonce(payload: JWTPayload, { provider, nonce, acceptsUnknownNonce }: Expected): Promise<boolean> {
  if (nonce === undefined) return payload.nonce === undefined || acceptsUnknownNonce
  if (provider === 'apple' && payload.nonce === undefined && lacksNonces(payload)) return true
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(nonce))
  return payload.nonce === new Uint8Array(digest).toHex()
}

/**
 * On some platforms Apple cannot pass a nonce on, and says so: then a sign-in goes on without one
 * (https://developer.apple.com/documentation/signinwithapple/authenticating-users-with-sign-in-with-apple). Where Apple
 * says nothing, the nonce is demanded. Apple has sent booleans as text, too.
 */
const lacksNonces = ({ nonce_supported: supported }: JWTPayload): boolean =>
  supported === false || supported === 'false'
