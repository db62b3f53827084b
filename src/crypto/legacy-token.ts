import { verify } from 'hono/jwt'
import type { JWTPayload } from 'jose'
import { encodeBase64url } from '../lib/base64url.ts'
import { readUnverified } from './read-unverified.ts'
import { type AccessClaims, hasBegun, isCanonical, isPast, isText, isTime } from './tokens.ts'

/** Which tokens of the old backend are accepted. */
export interface LegacyRules {
  secret: string
  /** The claim that names the user; dots lead into objects (`user.id`), unless a claim has that very name. */
  userClaim: string
  /** The moment from which none is. */
  until: Date
  /** How long ago one may have been issued. */
  maxAgeSeconds: number
}

/** The claims of a token of the old backend, with the ids that stand for it here. */
export interface LegacyClaims extends AccessClaims {
  /** The event that records its adoption: the same each time, as `sid` is. */
  eventId: string
}

/** The check that a token fails first: a word for the log, which holds nothing of the token. */
export type LegacyFailure =
  | 'until'
  | 'form'
  | 'algorithm'
  | 'type'
  | 'signature'
  | 'purpose'
  | 'user_claim'
  | 'iat'
  | 'age'
  | 'nbf'
  | 'exp'

const HMAC = { name: 'HMAC', hash: 'SHA-256' }

/** What a token says that is for something else than signing in, such as resetting a password; the tutorial's has none. */
const PURPOSES = ['aud', 'iss', 'purpose', 'typ', 'type', 'use', 'token_use', 'scope']

/**
 * Reads a token that the old backend signed: HS256, with a user and `iat`, and no purpose. One without `exp` ends with
 * the time in which such tokens are accepted. The ids of its session and event are derived from the token, so they are
 * the same however often it is sent. Gives the check that it fails if it is not valid; the caller checks `exp`.
 */
export async function readLegacyToken(
  rules: LegacyRules,
  token: string,
  now: Date,
): Promise<LegacyClaims | { failed: LegacyFailure }> {
  if (now >= rules.until) return { failed: 'until' }
  const { header } = readUnverified(token)
  if (!header) return { failed: 'form' }
  if (header.alg !== 'HS256') return { failed: 'algorithm' }
  if (!isPlain(header)) return { failed: 'type' }
  const claims = isCanonical(token) ? await readSigned(rules.secret, token) : undefined
  if (!claims) return { failed: 'signature' }
  if (PURPOSES.some((name) => name in claims)) return { failed: 'purpose' }
  const { iat, nbf, exp = rules.until.getTime() / 1_000 } = claims
  const sub = claimAt(claims, rules.userClaim)
  if (!isText(sub)) return { failed: 'user_claim' }
  if (!isPast(iat, now)) return { failed: 'iat' }
  if (iat < now.getTime() / 1_000 - rules.maxAgeSeconds) return { failed: 'age' }
  if (!hasBegun(nbf, now)) return { failed: 'nbf' }
  if (!isTime(exp)) return { failed: 'exp' }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)))
  const [sid, eventId] = [encodeBase64url(digest.subarray(0, 16)), encodeBase64url(digest.subarray(16))]
  return { sub, sid, gen: 0, iat, exp, eventId } // its session has no refresh token to rotate
}

async function readSigned(secret: string, token: string): Promise<JWTPayload | undefined> {
  const time = { exp: false, nbf: false, iat: false }
  // A key and not the text: Hono takes text that contains PUBLIC or PRIVATE for PEM.
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), HMAC, false, ['verify'])
  return verify(token, key, { alg: 'HS256', ...time }).catch(() => undefined)
}

/** jsonwebtoken says `JWT`; other types are for other purposes (RFC 8725 §3.11). */
const isPlain = ({ typ = 'JWT' }: { typ?: unknown }): boolean => typeof typ === 'string' && /^jwt$/i.test(typ)

/** The value at a path of names: what a token says itself, and never what all objects have. */
function claimAt(claims: JWTPayload, path: string): unknown {
  const named = new Map(Object.entries(claims)).get(path)
  if (named !== undefined) return named
  let value: unknown = claims
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null) return undefined
    value = new Map(Object.entries(value)).get(name)
  }
  return value
}
