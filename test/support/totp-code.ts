import { decodeBase32IgnorePadding } from '@oslojs/encoding'
import { generateHOTP } from '@oslojs/otp'

const STEP_MS = 30_000

/** What an authenticator app shows, so many steps from now. */
export const totpNow = (secret: string, steps = 0): string =>
  generateHOTP(decodeBase32IgnorePadding(secret), BigInt(Math.floor(Date.now() / STEP_MS) + steps), 6)
