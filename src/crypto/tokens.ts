import { decode, verify } from 'hono/jwt'
import type { JWTPayload } from 'jose'
import { decodeBase64url } from '../lib/base64url.ts'
import { BoundedMap } from '../lib/bounded-map.ts'
import { signJwt } from '../lib/sign-jwt.ts'
import { type Keyring, PARAMETERS } from './keyring.ts'

/** Who issues tokens, and for whom: the same for every token of a service. */
export interface TokenScope {
  keyring: Keyring
  /** `iss` of every token: the URL of the service, without a path. */
  issuer: string
  /** `aud` of every token. */
  audience: string
}

/** `iat` and `exp` in seconds since 1970 (RFC 7519 §2). */
export interface AccessClaims {
  sub: string
  sid: string
  /** How often the session's refresh token had been rotated when it was signed. */
  gen: number
  iat: number
  exp: number
}

/** What an access token says besides: what operators have granted its user. */
export type GrantedClaims = Record<string, unknown>

/** What an access token says when it is read. */
export interface ReadClaims extends AccessClaims {
  granted: GrantedClaims
}

/** What an isolate remembers of an access token: also when it begins, which is checked each time. */
type VerifiedClaims = ReadClaims & { nbf: unknown }

interface RefreshClaims {
  sub: string
  sid: string
  jti: string
  exp: number
}

// Explicit types (RFC 8725 §3.11), so that neither token passes for the other.
const ACCESS_TYPE = 'at+jwt' // only the `typ` of RFC 9068 §2.1
const REFRESH_TYPE = 'rt+jwt'

/** Signs an access token with the first key. What was granted has no say in the claims of every token. */
export const signAccessToken = (scope: TokenScope, claims: AccessClaims, granted: GrantedClaims): Promise<string> =>
  sign(scope, ACCESS_TYPE, { ...claims }, granted)

/** Signs a refresh token with the first key. Equal claims make equal tokens if the algorithm is deterministic. */
export const signRefreshToken = (scope: TokenScope, claims: RefreshClaims): Promise<string> =>
  sign(scope, REFRESH_TYPE, { ...claims })

const KNOWN_TOKENS = 4_096 // a few megabytes of an isolate's 128

/**
 * The claims of access tokens that a keyring has verified, by issuer, audience and token. Invalid ones are not kept.
 */
const knownTokens = new WeakMap<Keyring, Map<string, VerifiedClaims>>()

/**
 * Reads an access token; `undefined` unless it is ours, intact and of this type. The caller checks `exp`. An app sends
 * the same token with every call, so the isolate remembers what it has verified: the signature is checked once, and
 * everything that can change (time, session, account) with every call.
 */
export async function readAccessToken(scope: TokenScope, token: string, now: Date): Promise<ReadClaims | undefined> {
  const name = `${scope.issuer} ${scope.audience} ${token}`
  const known = knownTokens.get(scope.keyring)?.get(name)
  const claims = known ?? (await verifyAccessToken(scope, token))
  if (claims && !known) tokensKnownTo(scope.keyring).set(name, claims)
  return claims && hasBegun(claims.nbf, now) ? claims : undefined
}

function tokensKnownTo(keyring: Keyring): Map<string, VerifiedClaims> {
  const known = knownTokens.get(keyring) ?? new BoundedMap(KNOWN_TOKENS)
  knownTokens.set(keyring, known)
  return known
}

async function verifyAccessToken(scope: TokenScope, token: string): Promise<VerifiedClaims | undefined> {
  const { iss: _, aud: __, ...claims } = await readToken(scope, token, ACCESS_TYPE)
  const { sub, sid, gen = 0, iat, nbf, exp, ...granted } = claims // tokens had no `gen` once
  return isText(sub) && isText(sid) && isTime(gen) && isTime(iat) && isTime(exp)
    ? { sub, sid, gen, iat, nbf, exp, granted }
    : undefined
}

/** Reads a refresh token; `undefined` unless it is ours, intact and of this type. The caller checks `exp`. */
export async function readRefreshToken(
  scope: TokenScope,
  token: string,
  now: Date,
): Promise<RefreshClaims | undefined> {
  const { sub, sid, jti, nbf, exp } = await readToken(scope, token, REFRESH_TYPE)
  if (!hasBegun(nbf, now)) return undefined
  return isText(sub) && isText(sid) && isText(jti) && isTime(exp) ? { sub, sid, jti, exp } : undefined
}

function sign({ keyring, issuer, audience }: TokenScope, typ: string, claims: object, granted: GrantedClaims = {}) {
  const { kid, alg, signingKey } = keyring.current
  const all = { ...granted, iss: issuer, aud: audience, ...claims }
  return signJwt({ alg, kid, typ }, all, signingKey, PARAMETERS[alg])
}

/** Checks what all tokens have in common: key by `kid`, `alg` pinned by the key, `typ`, `iss`, `aud`. */
async function readToken({ keyring, issuer, audience }: TokenScope, token: string, typ: string): Promise<JWTPayload> {
  try {
    const key = keyring.byId.get(decode(token).header.kid ?? '')
    if (!key || !isCanonical(token)) return {}
    // hono accepts a token without `exp`, so callers require and check it, by the request's clock. `iat` is not
    // checked: a fresh token must not fail at a location whose clock is a second behind.
    const time = { exp: false, nbf: false, iat: false }
    return await verify(token, key.verifyingKey, { alg: key.alg, iss: issuer, aud: audience, typ, ...time })
  } catch {
    return {} // hono's errors quote the token: they must not leave this function
  }
}

/**
 * A signature has one spelling: with other padding or unused bits it would be a second text for it. (With ES256 anybody can
 * make a second signature of what a token says, by negating `s`: nothing may depend on the text of our tokens.)
 */
export const isCanonical = (token: string) => decodeBase64url(token.slice(token.lastIndexOf('.') + 1)) !== undefined

export const LEEWAY_SECONDS = 60 // between a clock that dated a token and ours

/** Whether a token may be used already (RFC 7519 §4.1.5). One without `nbf` may; ours have none. */
export const hasBegun = (nbf: unknown, now: Date): boolean => nbf === undefined || isPast(nbf, now)

/** Whether a time of a token is one that has come, by our clock or one a minute ahead of it. */
export const isPast = (time: unknown, now: Date): time is number =>
  isTime(time) && time <= now.getTime() / 1_000 + LEEWAY_SECONDS

export const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
export const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value)
