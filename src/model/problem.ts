import { STATUS_CODES } from '../lib/status-codes.ts'

/**
 * The closed catalogue of failures. `code` is what clients switch on and never changes its meaning; `message` is for
 * people. The README's table and the OpenAPI document are made from it.
 */
export const PROBLEMS = {
  invalid_request: { status: 400, message: 'Some fields are missing or wrong.' },
  malformed_body: { status: 400, message: 'The body does not match its content type.' },
  id_token_invalid: { status: 401, message: "The provider's token is not valid." },
  code_invalid: { status: 400, message: 'The code is wrong, was used, or has expired.' },
  password_leaked: { status: 400, message: 'This password is in a known data breach. Choose another.' },
  body_too_large: { status: 413, message: 'The body is larger than 16 KiB.' },
  unsupported_media_type: { status: 415, message: 'Send application/json or application/x-www-form-urlencoded.' },
  invalid_credentials: { status: 401, message: 'The email or the password is wrong.' },
  token_missing: { status: 401, message: 'Send an access token in x-access-token or Authorization: Bearer.' },
  token_invalid: { status: 401, message: 'The token is not valid.' },
  token_expired: { status: 401, message: 'The token has expired.' },
  session_ended: { status: 401, message: 'The session has ended. Log in again.' },
  refresh_reused: { status: 401, message: 'The refresh token was used before. The session has been ended.' },
  cross_site_form: { status: 403, message: 'The form was sent from another site.' },
  recent_login_required: { status: 403, message: 'Log in again, then repeat this.' },
  https_required: { status: 403, message: 'Use https. What was sent may have been read on its way.' },
  email_unverified: { status: 403, message: 'The provider has not verified the email.' },
  account_disabled: { status: 403, message: 'The account is disabled.' },
  user_not_found: { status: 404, message: 'There is no such user.' },
  not_found: { status: 404, message: 'There is nothing at this address.' },
  method_not_allowed: { status: 405, message: 'This address does not take this method.' },
  identity_not_found: { status: 404, message: 'No account at this provider is linked.' },
  session_not_found: { status: 404, message: 'There is no such session.' },
  email_taken: { status: 409, message: 'The email is registered already.' },
  account_exists: { status: 409, message: 'The email is registered already. Log in first, then link the provider.' },
  identity_taken: { status: 409, message: 'An account at this provider is linked already, here or to somebody else.' },
  last_way_in: {
    status: 409,
    message: 'Without this provider there would be no way to sign in. Set a password first.',
  },
  email_already_verified: { status: 409, message: 'The email is verified already.' },
  rate_limited: { status: 429, message: 'Too many requests. Wait and try again.' },
  internal_error: { status: 500, message: 'Something went wrong on our side.' },
  misconfigured: { status: 500, message: 'The service is set up wrongly.' },
  provider_not_configured: { status: 501, message: 'The service is not set up for this provider.' },
  mail_not_configured: { status: 501, message: 'The service is not set up to send mail.' },
  unavailable: { status: 503, message: 'The service is busy or restarting. Try again.' },
} as const satisfies Record<string, { status: number; message: string }>

export type ProblemCode = keyof typeof PROBLEMS

/** What is wrong with one field: `path` is its name, or the header's. */
export interface FieldError {
  path: string
  message: string
}

interface ProblemDetails {
  /** Used instead of the catalogue's message. */
  message?: string
  errors?: FieldError[]
  headers?: Record<string, string>
  /** For the log only: our own text, never one from the request. */
  reason?: string | undefined
}

/** An expected failure. Throw it anywhere; `answerError` answers it. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly errors: FieldError[] | undefined
  readonly headers: Record<string, string>
  readonly reason: string | undefined

  constructor(code: ProblemCode, { message, errors, headers, reason }: ProblemDetails = {}) {
    super(message ?? PROBLEMS[code].message)
    this.code = code
    this.errors = errors
    this.headers = { ...defaultHeaders(code), ...headers }
    this.reason = reason
  }
}

const LIMIT_PERIOD_SECONDS = '60' // the period of every limit in wrangler.toml
const RETRY_AFTER_SECONDS = '2' // D1 is back within seconds after a reset, and clients add their own back-off

const TOKENLESS = new Set<ProblemCode>(['token_missing', 'invalid_credentials', 'id_token_invalid'])

/** RFC 6750 §3: every 401 has a challenge, with an error in it only if a token was sent. */
function defaultHeaders(code: ProblemCode): Record<string, string> {
  switch (PROBLEMS[code].status) {
    case 401:
      return {
        'www-authenticate': TOKENLESS.has(code) ? 'Bearer' : 'Bearer error="invalid_token"',
      }
    case 429:
      return { 'retry-after': LIMIT_PERIOD_SECONDS }
    case 503:
      return { 'retry-after': RETRY_AFTER_SECONDS }
    default:
      return {}
  }
}

/** The one place that defines how a problem is sent: `application/problem+json` (RFC 9457). */
export function toProblemJson(problem: Problem, requestId: string) {
  const { status } = PROBLEMS[problem.code]
  const body = {
    title: STATUS_CODES[status],
    status,
    code: problem.code,
    message: problem.message,
    requestId,
    ...(problem.errors && { errors: problem.errors }),
  }
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers }
  return { body: JSON.stringify(body), status, headers }
}
