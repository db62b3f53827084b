import { problems as extensionProblems } from '../extensions/problems.ts'
import type { FactorType } from './factor-types.ts'
import type { ProblemCatalogue } from './problem-catalogue.ts'

const LIMIT_PERIOD_SECONDS = 60 // the period of every limit in wrangler.toml
const D1_RESTART_SECONDS = 2 // D1 is back within seconds after a reset, and clients add their own back-off

// RFC 6750 §3: every 401 has a challenge, with an error in it only if a token was sent.
const NO_TOKEN = 'Bearer'
const BAD_TOKEN = 'Bearer error="invalid_token"'

/**
 * The closed catalogue of failures, by status, and at the end the codes of src/extensions. `code` is what clients switch on
 * and never changes its meaning; `message` is for people. docs/problems.md and the OpenAPI document are made from it.
 */
export const PROBLEMS = {
  invalid_request: { status: 400, message: 'Some fields are missing or wrong.' },
  malformed_body: { status: 400, message: 'The body does not match its content type.' },
  body_missing: {
    status: 400,
    message:
      'The body is missing. Some proxies drop that of a DELETE: try another network, or the page /account/delete.',
  },
  code_invalid: { status: 400, message: 'The code is wrong, was used, or has expired.' },
  challenge_invalid: {
    status: 400,
    message: 'The challenge was used, has expired, or had too many tries. Start again.',
  },
  password_common: {
    status: 400,
    message: 'This password is easily guessed: it is common, or the name of the app or your own. Choose another.',
  },
  password_leaked: { status: 400, message: 'This password is in a known data breach. Choose another.' },

  invalid_credentials: { status: 401, challenge: NO_TOKEN, message: 'The email or the password is wrong.' },
  id_token_invalid: { status: 401, challenge: NO_TOKEN, message: "The provider's token is not valid." },
  passkey_invalid: { status: 401, challenge: NO_TOKEN, message: 'The passkey was not accepted. Try again.' },
  token_missing: {
    status: 401,
    challenge: NO_TOKEN,
    message: 'Send an access token in x-access-token or Authorization: Bearer.',
  },
  token_invalid: { status: 401, challenge: BAD_TOKEN, message: 'The token is not valid.' },
  token_expired: { status: 401, challenge: BAD_TOKEN, message: 'The token has expired.' },
  session_ended: { status: 401, challenge: BAD_TOKEN, message: 'The session has ended. Log in again.' },
  second_factor_required: {
    status: 401,
    challenge: 'Bearer error="insufficient_user_authentication"', // RFC 9470 §3
    message: 'Give a second factor.',
  },
  service_key_invalid: { status: 401, challenge: BAD_TOKEN, message: 'The service key is not valid.' },
  refresh_reused: {
    status: 401,
    challenge: BAD_TOKEN,
    message: 'The refresh token was used before. The session has been ended.',
  },

  cross_site_form: { status: 403, message: 'The form was sent from another site.' },
  https_required: { status: 403, message: 'Use https. What was sent may have been read on its way.' },
  account_disabled: { status: 403, message: 'The account is disabled.' },
  email_unverified: { status: 403, message: 'The provider has not verified the email.' },
  recent_login_required: { status: 403, message: 'Log in again, then repeat this.' },
  role_required: { status: 403, message: 'This needs a role that the account does not have.' },
  factor_missing: { status: 403, message: 'This needs a second factor. Add an authenticator app or a passkey first.' },
  scope_missing: { status: 403, message: 'The service key may not do this.' },
  worker_unnamed: { status: 403, message: 'The calling Worker has no name: give its binding props with one.' },
  access_required: { status: 403, message: 'Cloudflare Access has not let this request through.' },
  recent_second_factor_required: { status: 403, message: 'Give a second factor again, then repeat this.' },

  not_found: { status: 404, message: 'There is nothing at this address.' },
  user_not_found: { status: 404, message: 'There is no such user.' },
  session_not_found: { status: 404, message: 'There is no such session.' },
  factor_not_found: { status: 404, message: 'There is no such factor.' },
  identity_not_found: { status: 404, message: 'No account at this provider is linked.' },
  delivery_not_found: { status: 404, message: 'There is no such delivery.' },
  passkey_not_found: { status: 404, message: 'There is no such passkey.' },

  method_not_allowed: { status: 405, message: 'This address does not take this method.' },

  email_taken: { status: 409, message: 'The email is registered already.' },
  email_already_verified: { status: 409, message: 'The email is verified already.' },
  guest_only: { status: 409, message: 'Only a guest, or who has no email, can do this.' },
  upgrade_required: { status: 409, message: 'A guest has neither an email nor a password. Upgrade first.' },
  email_missing: { status: 409, message: 'The account has no email.' },
  account_exists: { status: 409, message: 'The email is registered already. Log in first, then link the provider.' },
  factor_confirmed: { status: 409, message: 'The factor is confirmed already.' },
  too_many_factors: { status: 409, message: 'There are five factors already. Remove one first.' },
  identity_taken: { status: 409, message: 'An account at this provider is linked already, here or to somebody else.' },
  last_way_in: { status: 409, message: 'Without it there would be no way to sign in. Set a password first.' },
  last_admin: { status: 409, message: 'There would be no admin left. Make somebody else one first.' },
  passkey_exists: { status: 409, message: 'This passkey is registered already.' },
  too_many_passkeys: { status: 409, message: 'There are 20 passkeys already. Remove one first.' },

  body_too_large: { status: 413, message: 'The body is larger than 16 KiB.' },

  unsupported_media_type: { status: 415, message: 'Send application/json or application/x-www-form-urlencoded.' },
  unsupported_encoding: { status: 415, message: 'Send the body as it is, or compressed with gzip or deflate.' },

  picture_refused: {
    status: 422,
    message: 'Send a JPEG, PNG or WebP that is not animated.',
  },

  rate_limited: {
    status: 429,
    retryAfterSeconds: LIMIT_PERIOD_SECONDS,
    message: 'Too many requests. Wait and try again.',
  },

  internal_error: { status: 500, message: 'Something went wrong on our side.' },
  misconfigured: { status: 500, message: 'The service is set up wrongly.' },

  factors_not_configured: { status: 501, message: 'The service is not set up for second factors.' },
  login_codes_not_configured: { status: 501, message: 'The service is not set up for codes that sign in.' },
  guests_not_configured: { status: 501, message: 'The service is not set up for guests.' },
  provider_not_configured: { status: 501, message: 'The service is not set up for this provider.' },
  passkeys_not_configured: { status: 501, message: 'The service is not set up for passkeys.' },
  avatars_not_configured: { status: 501, message: 'The service is not set up for avatars.' },
  webhooks_not_configured: { status: 501, message: 'The service is not set up for webhooks.' },
  mail_not_configured: { status: 501, message: 'The service is not set up to send email.' },
  links_not_configured: { status: 501, message: 'The service does not know its own URL, which links need.' },

  unavailable: {
    status: 503,
    retryAfterSeconds: D1_RESTART_SECONDS,
    message: 'The service is busy or restarting. Try again.',
  },
  hook_failed: { status: 502, message: 'A part of the service that belongs to this app has failed.' },
  ...extensionProblems,
} as const satisfies ProblemCatalogue

export type ProblemCode = keyof typeof PROBLEMS

/** What is wrong with one field: `path` is its name, or the header's. */
export interface FieldError {
  path: string
  message: string
}

interface FactorAsked {
  factorId: string
  type: FactorType
  name: string
}

/** The user's passkeys: any of them answers these options (`PublicKeyCredentialRequestOptionsJSON`, WebAuthn L3 §5.1.9). */
export interface PasskeyAsked {
  type: 'passkey'
  options: {
    challenge: string
    rpId: string
    /** In milliseconds. */
    timeout: number
    allowCredentials: { id: string; type: 'public-key'; transports: string[] }[]
    userVerification: 'preferred'
  }
}

/** A second factor that is asked for: the challenge that an answer goes with, and what may answer it. */
export interface SecondFactorAsked {
  challenge: string
  factors: (FactorAsked | PasskeyAsked)[]
  recoveryCodesLeft: number
}

interface ProblemDetails {
  /** Used instead of the catalogue's message. */
  message?: string
  errors?: FieldError[]
  /** What goes with a `second_factor_required` of a sign-in. */
  secondFactor?: SecondFactorAsked
  /** In how many seconds it may work, where that is known better than by the catalogue. */
  retryAfterSeconds?: number | undefined
  /** For the log only: our own text, never one from the request. */
  reason?: string | undefined
}

/** An expected failure. Throw it anywhere: each face sends it in its own form. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly code: ProblemCode
  readonly errors: FieldError[] | undefined
  readonly secondFactor: SecondFactorAsked | undefined
  readonly retryAfterSeconds: number | undefined
  readonly reason: string | undefined

  constructor(code: ProblemCode, { message, errors, secondFactor, retryAfterSeconds, reason }: ProblemDetails = {}) {
    super(message ?? PROBLEMS[code].message)
    this.code = code
    this.errors = errors
    this.secondFactor = secondFactor
    this.retryAfterSeconds = retryAfterSeconds
    this.reason = reason
  }
}
