import { LatchkeyError } from 'latchkey/client'

/** Whether a call failed because the service has turned that off, such as with `passkeys_not_configured`. */
export const isOff = (error: unknown): boolean =>
  error instanceof LatchkeyError && error.code.endsWith('_not_configured')
