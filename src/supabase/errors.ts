import type { Context } from 'hono'
import { problemOf } from '../domain/problem-of.ts'
import type { AppEnv } from '../http/app-env.ts'
import { problemHeaders } from '../http/problem-json.ts'
import { PROBLEMS, Problem, type ProblemCode } from '../model/problem.ts'

/** For a code that says nothing itself: whoever throws it does. */
const WORDLESS = ''

/** The protocol's codes, each with its status and what is said to people. */
const CODES = {
  validation_failed: [400, WORDLESS],
  bad_json: [400, 'Could not parse request body as JSON'],
  no_authorization: [401, 'This endpoint requires a Bearer token'],
  bad_jwt: [403, 'invalid JWT: unable to parse or verify signature'],
  not_admin: [403, 'User not allowed'],
  invalid_credentials: [400, 'Invalid login credentials'],
  email_not_confirmed: [400, 'Email not confirmed'],
  user_already_exists: [422, 'User already registered'],
  email_exists: [422, 'A user with this email address has already been registered'],
  same_password: [422, 'New password should be different from the old password.'],
  weak_password: [422, 'Password is known to be weak and easy to guess, please choose a different one.'],
  user_banned: [403, 'User is banned'],
  user_not_found: [404, 'User not found'],
  session_not_found: [403, 'Session from session_id claim in JWT does not exist'],
  session_expired: [400, 'Invalid Refresh Token: Session Expired'],
  refresh_token_not_found: [400, 'Invalid Refresh Token: Refresh Token Not Found'],
  refresh_token_already_used: [400, 'Invalid Refresh Token: Already Used'],
  otp_expired: [403, 'Token has expired or is invalid'],
  otp_disabled: [422, 'Signups not allowed for otp'],
  reauthentication_needed: [400, 'Password update requires reauthentication'],
  reauthentication_not_valid: [422, 'Nonce has expired or is invalid'],
  insufficient_aal: [401, 'AAL2 session is required'],
  mfa_factor_not_found: [404, 'Factor not found'],
  mfa_verification_failed: [422, 'Invalid TOTP code entered'],
  mfa_challenge_expired: [
    422,
    'MFA challenge has expired, verify against another challenge or create a new challenge.',
  ],
  too_many_enrolled_mfa_factors: [422, 'Maximum number of verified factors reached, unenroll to continue'],
  mfa_phone_enroll_not_enabled: [422, 'MFA enroll is disabled for Phone'],
  mfa_webauthn_enroll_not_enabled: [422, 'MFA enroll is disabled for WebAuthn'],
  mfa_totp_enroll_not_enabled: [422, 'MFA enroll is disabled for TOTP'],
  webauthn_challenge_not_found: [400, 'Challenge not found or already used'],
  webauthn_verification_failed: [400, 'The passkey was not accepted'],
  webauthn_credential_exists: [422, 'This credential is already registered'],
  webauthn_credential_not_found: [404, 'Passkey not found'],
  too_many_passkeys: [422, 'Maximum number of passkeys reached'],
  passkey_disabled: [404, 'Passkeys are disabled'],
  identity_not_found: [422, "Identity doesn't exist"],
  identity_already_exists: [422, 'Identity is already linked to another user'],
  single_identity_not_deletable: [422, 'User must have at least 1 identity after unlinking'],
  manual_linking_disabled: [404, 'Manual linking is disabled'],
  anonymous_provider_disabled: [422, 'Anonymous sign-ins are disabled'],
  email_provider_disabled: [422, 'Email sign-ins are disabled'],
  phone_provider_disabled: [400, 'Unsupported phone provider'],
  provider_disabled: [400, 'Unsupported provider: provider is not enabled'],
  web3_provider_disabled: [422, 'Web3 provider is disabled'],
  saml_provider_disabled: [404, 'SAML 2.0 is disabled'],
  flow_state_not_found: [404, 'invalid flow state, no valid flow state found'],
  bad_code_verifier: [400, 'code challenge does not match previously saved code verifier'],
  over_request_rate_limit: [429, 'Request rate limit reached'],
  request_timeout: [503, 'The service is busy or restarting. Try again.'],
  hook_timeout: [502, 'A part of the service that belongs to this app has failed.'],
  unexpected_failure: [500, WORDLESS],
  bad_id_token: [400, 'Bad ID token'],
  conflict: [422, WORDLESS],
  feature_disabled: [404, 'This is not offered here'],
} as const satisfies Record<string, readonly [status: number, message: string]>

export type SupabaseCode = keyof typeof CODES

/** A failure that only this protocol knows. */
export class SupabaseError extends Error {
  override readonly name = 'SupabaseError'
  readonly code: SupabaseCode
  /** What the body has besides. */
  readonly details: object
  readonly status: number

  constructor(
    code: SupabaseCode,
    message: string = CODES[code][1],
    details: object = {},
    status: number = CODES[code][0],
  ) {
    super(message)
    this.code = code
    this.details = details
    this.status = status
  }
}

/** What a problem is called in one call: a code, or all of what is thrown instead. */
type Name = SupabaseCode | ((problem: Problem) => Error | undefined)

/** Throws what a call of ours has thrown, by the name, and with the status, that it has in this call of the protocol alone. */
export const renaming =
  (names: { [C in ProblemCode]?: Name }, status?: number) =>
  (error: unknown): never => {
    if (!(error instanceof Problem)) throw error
    const name = names[error.code]
    if (typeof name === 'string') throw new SupabaseError(name, undefined, undefined, status)
    throw name?.(error) ?? error
  }

/** Problems of ours, as this protocol calls them; a code without a place here is `unexpected_failure`, or its status says. */
const TRANSLATED: Partial<Record<ProblemCode, SupabaseCode>> = {
  invalid_request: 'validation_failed',
  malformed_body: 'bad_json',
  body_missing: 'bad_json',
  body_too_large: 'validation_failed',
  unsupported_media_type: 'bad_json',
  unsupported_encoding: 'bad_json',
  code_invalid: 'otp_expired',
  challenge_invalid: 'mfa_challenge_expired',
  password_common: 'weak_password',
  password_leaked: 'weak_password',
  invalid_credentials: 'invalid_credentials',
  id_token_invalid: 'bad_id_token',
  passkey_invalid: 'webauthn_verification_failed',
  token_missing: 'no_authorization',
  token_invalid: 'bad_jwt',
  token_expired: 'bad_jwt',
  session_ended: 'session_not_found',
  second_factor_required: 'insufficient_aal',
  refresh_reused: 'refresh_token_already_used',
  account_disabled: 'user_banned',
  email_unverified: 'email_not_confirmed',
  recent_login_required: 'reauthentication_needed',
  recent_second_factor_required: 'insufficient_aal',
  service_key_invalid: 'not_admin',
  scope_missing: 'not_admin',
  user_not_found: 'user_not_found',
  factor_not_found: 'mfa_factor_not_found',
  identity_not_found: 'identity_not_found',
  passkey_exists: 'webauthn_credential_exists',
  passkey_not_found: 'webauthn_credential_not_found',
  email_taken: 'email_exists',
  account_exists: 'email_exists',
  too_many_factors: 'too_many_enrolled_mfa_factors',
  identity_taken: 'identity_already_exists',
  last_way_in: 'single_identity_not_deletable',
  too_many_passkeys: 'too_many_passkeys',
  rate_limited: 'over_request_rate_limit',
  guests_not_configured: 'anonymous_provider_disabled',
  factors_not_configured: 'mfa_totp_enroll_not_enabled',
  passkeys_not_configured: 'passkey_disabled',
  provider_not_configured: 'provider_disabled',
  login_codes_not_configured: 'email_provider_disabled',
  mail_not_configured: 'email_provider_disabled',
  unavailable: 'request_timeout',
  hook_failed: 'hook_timeout',
}

/** The version of the protocol that has `code` in its bodies. */
const VERSION_HEADER = 'x-supabase-api-version'
const VERSION = '2024-01-01'

/** What has failed while a request was served: the log hears of a problem. */
export function failureOf(outer: Context<AppEnv>, error: unknown): Problem | SupabaseError {
  if (error instanceof SupabaseError) return error
  const problem = problemOf(error, outer.get('requestId'))
  outer.set('problem', problem)
  return problem
}

/**
 * The response to whatever failed. One body serves all SDKs: those that ask for a version read `code` and `message`, the others
 * `error_code` and `msg`.
 */
export function toResponse(failure: Problem | SupabaseError, requestId: string): Response {
  const { code, message, details, status } = translate(failure)
  const body = { code, error_code: code, message, msg: message, request_id: requestId, ...details }
  const { 'retry-after': retryAfter } = failure instanceof Problem ? problemHeaders(failure) : {}
  return Response.json(body, {
    status,
    headers: {
      'x-sb-error-code': code,
      [VERSION_HEADER]: VERSION,
      ...(retryAfter && { 'retry-after': retryAfter }),
    },
  })
}

/** Statuses of ours at which an SDK drops the session, or asks again. */
const UNSAFE: readonly number[] = [409, 501]

/** What this protocol says instead of a problem of ours: where we know no word of theirs, the message and the status are ours. */
export function translate(problem: Problem | SupabaseError): SupabaseError {
  if (problem instanceof SupabaseError) return problem
  const code = TRANSLATED[problem.code]
  if (!code) {
    const { status } = PROBLEMS[problem.code]
    const isSafe = !UNSAFE.includes(status)
    return new SupabaseError(
      status >= 500 ? 'unexpected_failure' : 'conflict',
      problem.message,
      {},
      isSafe ? status : 422,
    )
  }
  if (code === 'validation_failed') return new SupabaseError(code, describe(problem))
  if (code === 'weak_password') return new SupabaseError(code, undefined, { weak_password: { reasons: ['pwned'] } })
  return new SupabaseError(code)
}

/** What is wrong with the fields, in one sentence. */
const describe = ({ errors = [], message }: Problem): string =>
  errors.length > 0 ? errors.map(({ path, message: wrong }) => `${path} ${wrong}`).join(', ') : message
