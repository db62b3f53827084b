import { generateHOTP } from '@oslojs/otp'
import { equalTexts } from './mac.ts'

/** RFC 6238 §5.2, and what every app takes: other values are not understood by all of them. */
const STEP_SECONDS = 30
const DIGITS = 6
const SECRET_BYTES = 20 // RFC 4226 §4: 160 bits

/** Steps that the clock of a phone may be behind or ahead (RFC 6238 §5.2). */
const WINDOW = 1

/** A new secret: 160 random bits. */
export const drawSecret = (): Uint8Array => crypto.getRandomValues(new Uint8Array(SECRET_BYTES))

/** The time step that a time is in (RFC 6238 §4.2). */
const stepOf = (time: Date): number => Math.floor(time.getTime() / 1_000 / STEP_SECONDS)

/** The code of a time step (RFC 4226 §5.3). */
export const totpCode = (secret: Uint8Array, step: number, digits = DIGITS): string =>
  generateHOTP(secret, BigInt(step), digits)

/**
 * The time step whose code this is: the one of `now`, or the one before or after it. `undefined` if it is none of
 * theirs. All of them are compared, so the time tells nothing.
 */
export function matchingStep(secret: Uint8Array, code: string, now: Date): number | undefined {
  const steps = Array.from({ length: 2 * WINDOW + 1 }, (_, index) => stepOf(now) - WINDOW + index)
  return steps.filter((step) => equalTexts(totpCode(secret, step), code)).at(-1)
}

/**
 * What an authenticator app reads from a QR code (Key URI Format); spaces as %20, since not every app knows the plus
 * sign.
 */
export function totpUri(issuer: string, account: string, secret: string): string {
  const [label, name] = [issuer, account].map((part) => encodeURIComponent(part.replaceAll(':', ' ')))
  return `otpauth://totp/${label}:${name}?secret=${secret}&issuer=${label}&algorithm=SHA1&digits=${DIGITS}&period=${STEP_SECONDS}`
}
