import { LatchkeyError } from 'latchkey/client'

/** What a failure says to people; nothing where they have changed their mind. Codes never change their meaning. */
export function failureText(error: unknown): string | undefined {
  if (error instanceof DOMException) return deviceText(error)
  if (!(error instanceof LatchkeyError)) return 'Something went wrong. Try again.'
  switch (error.code) {
    case 'network_error':
      return 'The service does not answer. Check your connection and try again.'
    case 'unexpected_answer':
      return 'Something between you and the service answered instead of it. Check your connection.'
    case 'invalid_credentials':
      return 'This email address and password do not belong together.'
    case 'email_taken':
    case 'account_exists':
      return 'There is an account with this email address. Log in to it instead.'
    case 'code_invalid':
      return 'This code is wrong, or was used already.'
    case 'challenge_invalid':
      return 'That took too long. Begin again.'
    case 'passkey_invalid':
      return 'This passkey was not accepted. Try another way.'
    case 'recent_login_required':
      return 'This needs a login of the last ten minutes. Log out, log in and try again.'
    case 'last_way_in':
      return 'This is your only way to sign in. Add another one first.'
    case 'rate_limited':
      return `Too many attempts. Try again in ${error.retryAfter ?? 60} seconds.`
    case 'guests_not_configured':
      return 'This service takes no guests.'
    case 'login_codes_not_configured':
    case 'mail_not_configured':
      return 'This service sends no codes.'
    case 'provider_not_configured':
      return 'This service takes no sign-ins with Google.'
    case 'avatars_not_configured':
      return 'This service takes no pictures.'
    case 'invalid_request':
      // Those of a field are shown beside it: see Form.
      return error.errors.length > 0 ? 'Some fields need another look.' : error.message
    default:
      return error.message // a newer service may have new codes
  }
}

/** For whoever is asked for help: the service's log has the request by this id. */
export const requestOf = (error: unknown): string | undefined =>
  error instanceof LatchkeyError && error.status >= 500 ? error.requestId : undefined

function deviceText({ name }: DOMException): string | undefined {
  if (name === 'AbortError') return undefined
  if (name === 'NotAllowedError') return 'No passkey was used.' // cancelled, or none is here: a browser does not say which
  if (name === 'InvalidStateError') return 'This device has a passkey of yours already.'
  return 'This device cannot do that.'
}

/** Why somebody was signed out, if the app did not do it. */
export function signedOutText(reason: string | undefined): string | undefined {
  if (!reason) return undefined
  if (reason === 'account_disabled') return 'This account is disabled.'
  if (reason === 'storage_unreadable') return 'This browser does not let the app keep a sign-in.'
  return 'You were signed out. Log in again.'
}
