import { decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose'
import { JOSEError, JWTClaimValidationFailed, JWTExpired } from 'jose/errors'
import { AccessError } from '../access/access-error.ts'
import type { Fetch } from '../http.ts'
import { platformFetch } from '../platform.ts'
import { issuerKeys } from './issuer-keys.ts'
import type { KeysError } from './keys-error.ts'
import { originOf } from './origin-of.ts'

export interface VerifierOptions {
  /** The service's `PUBLIC_URL`, such as `https://api.example.com`: `iss` of its tokens, and where its keys are. */
  issuer: string
  /** The service's `TOKEN_AUDIENCE`, which is `latchkey` unless it was set: `aud` of its tokens. */
  audience: string
  /** How many seconds a token is accepted past its `exp`, for clocks that differ: 0 unless given, at most 300. */
  clockTolerance?: number | undefined
  /** How many hours keys are trusted that cannot be fetched again, from when they were fetched: 24 unless given, at most 720. */
  offlineGrace?: number | undefined
  /** Sends the requests for keys; the platform's own unless given. */
  fetch?: Fetch | undefined
  /** Is told each time that the keys cannot be fetched, also while old ones serve: for your log. */
  onUnreachable?: ((error: KeysError) => void) | undefined
}

/** Whom an access token names. */
export interface VerifiedUser {
  /** The user's `_id`. */
  userId: string
  sessionId: string
  /** What the user had when the token was signed; empty if nothing. */
  roles: readonly string[]
  /** All that the token says, with what the service's `TOKEN_CLAIMS` names. */
  claims: TokenClaims
}

/** `iat` and `exp` in seconds since 1970 (RFC 7519 §2). */
export interface TokenClaims {
  iss: string
  sub: string
  sid: string
  iat: number
  exp: number
  [name: string]: unknown
}

export interface Verifier {
  /**
   * Whom an access token names. It judges by the signature alone: a session that was ended, an account that was disabled or a
   * role that was taken away is noticed when the token expires. Rejects with an `AccessError` if the token is not valid, and with
   * a `KeysError` if there is no key to tell.
   */
  verify(token: string): Promise<VerifiedUser>
}

// Of these two the service signs access tokens with the first alone (RFC 9068 §2.1); a refresh token is `rt+jwt`.
const ACCESS_TYPE = 'at+jwt'
const HOUR_MS = 3_600_000
const MAX_TOLERANCE_SECONDS = 300 // "no more than a few minutes" (RFC 7519 §4.1.4)

const MAX_GRACE_HOURS = 24 * 30 // for so long a key that has leaked could go on, where the issuer is cut off

/**
 * Verifies access tokens of a service without calling it. Make one for the whole process: it keeps the keys. Throws a
 * `TypeError` for options with which no token could be verified safely.
 */
export function createVerifier(options: VerifierOptions): Verifier {
  const { audience, clockTolerance = 0, offlineGrace = 24, fetch = platformFetch, onUnreachable = () => {} } = options
  const issuer = originOf(options.issuer)
  if (!audience) throw new TypeError('audience must be the TOKEN_AUDIENCE of the service')
  if (!(clockTolerance >= 0 && clockTolerance <= MAX_TOLERANCE_SECONDS))
    throw new TypeError(`clockTolerance must be a number of seconds from 0 to ${MAX_TOLERANCE_SECONDS}`)
  if (!(offlineGrace >= 0 && offlineGrace <= MAX_GRACE_HOURS))
    throw new TypeError(`offlineGrace must be a number of hours from 0 to ${MAX_GRACE_HOURS}`)
  const findKey = issuerKeys({ issuer, fetch, graceMs: offlineGrace * HOUR_MS, onUnreachable })

  return {
    async verify(token) {
      const { kid, alg, iat } = readUnverified(token, issuer)
      const found = await findKey(kid, iat)
      if (!found) throw new AccessError('token_invalid', 'kid')
      if (found.alg !== alg) throw new AccessError('token_invalid', 'alg')
      const checks = { issuer, audience, clockTolerance, algorithms: [alg], typ: ACCESS_TYPE, requiredClaims: REQUIRED }
      const { payload } = await jwtVerify(token, found.key, checks).catch(refuse)
      return toUser(payload)
    },
  }
}

const REQUIRED = ['sub', 'sid', 'iat', 'exp']

/** What decides about asking for keys: a token that cannot be ours, by its own word, asks for none. */
function readUnverified(token: string, issuer: string): { kid: string; alg: string; iat: number } {
  try {
    const { kid, alg, typ } = decodeProtectedHeader(token)
    const { iss, iat } = decodeJwt(token)
    if (typ !== ACCESS_TYPE) throw new AccessError('token_invalid', 'typ')
    if (iss !== issuer) throw new AccessError('token_invalid', 'iss')
    if (!isText(kid)) throw new AccessError('token_invalid', 'kid')
    return { kid, alg: String(alg), iat: Number(iat) || 0 }
  } catch (error) {
    if (error instanceof AccessError) throw error
    throw new AccessError('token_invalid', 'form') // an error of jose may quote the token
  }
}

function refuse(error: unknown): never {
  if (error instanceof JWTExpired) throw new AccessError('token_expired')
  if (error instanceof JWTClaimValidationFailed) throw new AccessError('token_invalid', error.claim)
  if (error instanceof JOSEError) throw new AccessError('token_invalid', REASONS[error.code] ?? 'form')
  throw error
}

const REASONS: Record<string, string> = { ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'signature' }

function toUser(claims: Record<string, unknown>): VerifiedUser {
  const { sub, sid, roles } = claims
  if (!isText(sub)) throw new AccessError('token_invalid', 'sub')
  if (!isText(sid)) throw new AccessError('token_invalid', 'sid')
  return {
    userId: sub,
    sessionId: sid,
    roles: Array.isArray(roles) ? roles.filter(isText) : [],
    claims: claims as TokenClaims,
  }
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== ''
