import { verify } from 'hono/jwt'
import type { JWK, JWTPayload } from 'jose'
import { decodeBase64url } from '../lib/base64url.ts'
import { pick } from '../lib/pick.ts'
import { readUnverified } from './read-unverified.ts'
import { hasBegun, isCanonical, isTime } from './tokens.ts'

/** What each kind of key verifies, and nothing else (RFC 8725 §3.1), with the members that it needs: none of a private key's own. */
const KINDS = {
  RSA: { alg: 'RS256', members: ['kty', 'n', 'e'] },
  EC: { alg: 'ES256', members: ['kty', 'crv', 'x', 'y'] },
  oct: { alg: 'HS256', members: ['kty', 'k'] },
} as const

const kindOf = ({ kty }: JWK) => (Object.hasOwn(KINDS, kty ?? '') ? KINDS[kty as keyof typeof KINDS] : undefined)

const MIN_RSA_BYTES = 256 // RFC 7518 §3.3
const MIN_SECRET_BYTES = 32 // RFC 7518 §3.2

const lengthOf = (member: unknown): number => (typeof member === 'string' ? (decodeBase64url(member)?.length ?? 0) : 0)

/** Whether a key can verify such tokens, as far as its members tell. */
export function isServiceTokenKey(given: unknown): given is JWK {
  if (typeof given !== 'object' || given === null) return false
  const jwk: JWK = given
  const kind = kindOf(jwk)
  if (!kind || (jwk.alg ?? kind.alg) !== kind.alg || (jwk.use ?? 'sig') !== 'sig') return false
  if (jwk.kty === 'RSA') return lengthOf(jwk.n) >= MIN_RSA_BYTES && lengthOf(jwk.e) > 0
  if (jwk.kty === 'oct') return lengthOf(jwk.k) >= MIN_SECRET_BYTES
  return jwk.crv === 'P-256' && lengthOf(jwk.x) === 32 && lengthOf(jwk.y) === 32
}

/** The types of the tokens that we give to users: whatever they say, and although the key of these may be known, too. */
const OF_USERS = /^[ar]t\+jwt$/i

/**
 * What a token says that somebody signed for a program of theirs with one of these keys: the one that has its `kid`, or none as
 * it has none. `undefined` unless it is intact, has begun and has not ended; it may have no end.
 */
export async function readServiceToken(
  keys: readonly JWK[],
  token: string,
  now: Date,
): Promise<JWTPayload | undefined> {
  const { header } = readUnverified(token)
  if (!header || OF_USERS.test(String(header.typ)) || !isCanonical(token)) return undefined
  for (const jwk of keys) {
    const kind = kindOf(jwk)
    if (!kind || jwk.kid !== header.kid || header.alg !== kind.alg) continue
    const key: JsonWebKey = { ...pick(jwk, kind.members), kty: jwk.kty ?? '' }
    const time = { exp: false, nbf: false, iat: false } // by the clock of the request
    // hono's errors quote the token: they must not leave this function.
    const payload = await verify(token, key, { alg: kind.alg, ...time }).catch(() => undefined)
    if (payload) return isCurrent(payload, now) ? payload : undefined
  }
  return undefined
}

const isCurrent = ({ exp, nbf }: JWTPayload, now: Date): boolean =>
  (exp === undefined || (isTime(exp) && exp * 1_000 > now.getTime())) && hasBegun(nbf, now)
