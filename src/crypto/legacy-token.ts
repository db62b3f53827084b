import { decode, verify } from 'hono/jwt'
import type { JWTPayload } from 'jose'
import { encodeBase64url } from '../lib/base64url.ts'
import { type AccessClaims, hasBegun, isCanonical, isPast, isText, isTime } from './tokens.ts'

/** The claims of a token of the old backend, with the ids that stand for it here. */
export interface LegacyClaims extends AccessClaims {
  /** The event that records its adoption: the same each time, as `sid` is. */
  eventId: string
}

const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/** What a token says that is for something else than signing in, such as resetting a password; the tutorial's has none. */
const PURPOSES = ['aud', 'iss', 'purpose', 'typ', 'type', 'use', 'token_use', 'scope']

/**
 * Reads a token that the tutorial's backend signed: HS256, with `_id`, `iat` and `exp`, and no purpose. The ids of its session and
 * event are derived from the token, so they are the same however often it is sent. `undefined` unless it is valid; the
 * caller checks `exp`.
 */
export async function readLegacyToken(secret: string, token: string, now: Date): Promise<LegacyClaims | undefined> {
  const time = { exp: false, nbf: false, iat: false }
  // A key and not the text: Hono takes text that contains PUBLIC or PRIVATE for PEM.
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, ['verify'])
  const claims: JWTPayload = await verify(token, key, { alg: 'HS256', ...time }).catch(() => ({}))
  const { _id, iat, nbf, exp } = claims
  if (PURPOSES.some((name) => name in claims)) return undefined
  if (!isCanonical(token) || !isText(_id) || !isTime(exp)) return undefined
  if (!isPast(iat, now) || !hasBegun(nbf, now) || !isPlain(decode(token).header)) return undefined
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  const [sid, eventId] = [encodeBase64url(digest.subarray(0, 16)), encodeBase64url(digest.subarray(16))]
  return { sub: _id, sid, gen: 0, iat, exp, eventId } // its session has no refresh token to rotate
}

/** jsonwebtoken says `JWT`; other types are for other purposes (RFC 8725 §3.11). */
const isPlain = ({ typ = 'JWT' }: { typ?: unknown }): boolean => typeof typ === 'string' && /^jwt$/i.test(typ)
