import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { isWithinLimit } from './enforce-limit.ts'

/**
 * Why an email goes to an address that somebody typed and nobody has confirmed. Each is counted by itself, so that whoever
 * floods the service with registrations does not keep those who have an account from their email.
 */
export type MailCause = 'registration' | 'request'

/**
 * Counts an email to an address that nobody has confirmed, of all callers together, and whether it may be sent. Asked only
 * for one that would be sent: calls that are refused anyway spend nothing.
 */
export const mayMailUnconfirmed = (ctx: Ctx, cause: MailCause): Promise<boolean> =>
  isWithinLimit(ctx, 'LIMIT_MAIL_TOTAL', cause)

/** The same for a caller who may be told, which whoever asks for a reset may not be. Throws `rate_limited`. */
export async function limitRequestedMail(ctx: Ctx): Promise<void> {
  if (!(await mayMailUnconfirmed(ctx, 'request'))) throw new Problem('rate_limited')
}
