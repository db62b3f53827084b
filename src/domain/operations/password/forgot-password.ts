import { sendResetCode } from '../../codes/send-reset-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/**
 * Mails a code that sets a new password, if a user has the email address and it is not too early for another code. If
 * not, the work and the response are the same, and so they are where too many emails went to addresses that nobody has
 * confirmed: this one is withheld then, unless the address is verified. Throws `mail_not_configured`, `rate_limited`.
 */
export async function forgotPassword(ctx: Ctx, email: string): Promise<void> {
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx)
  await sendResetCode(ctx, email)
}
