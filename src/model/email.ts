import { RFC_EMAIL_REGEX } from 'valibot'

/** RFC 5321 §4.5.3.1.3, less the angle brackets; in characters. */
export const EMAIL_MAX = 254
const LOCAL_PART_MAX = 64 // RFC 5321 §4.5.3.1.1

/** An email address as it is stored and compared: trimmed, NFKC, lower case. */
export const normalizeEmail = (value: string): string => value.trim().normalize('NFKC').toLowerCase()

/** Whether mail can be sent to a normalized address, by its form. */
export function isEmail(email: string): boolean {
  const at = email.lastIndexOf('@')
  return RFC_EMAIL_REGEX.test(email) && email.length <= EMAIL_MAX && at <= LOCAL_PART_MAX && email.includes('.', at)
}

/** An address from elsewhere as it is stored, if it can be. */
export function toEmail(value: string): string | undefined {
  const email = normalizeEmail(value)
  return value.isWellFormed() && isEmail(email) ? email : undefined
}
