import type { LatchkeyError } from 'latchkey/client'

/** What to tell the user. */
export function explain({ code, message, errors, retryAfter }: LatchkeyError): string {
  switch (code) {
    case 'network_error':
    case 'unexpected_answer':
      return 'Check your connection and try again.'
    case 'rate_limited':
      return `Try again in ${retryAfter ?? 60} seconds.`
    case 'account_exists':
      return 'There is an account with this email. Log in with your password.'
    case 'recent_login_required':
      return 'Log in again to do this.'
    case 'invalid_request':
      return errors.map((error) => `${error.path} ${error.message}`).join('\n')
    default:
      return message
  }
}
