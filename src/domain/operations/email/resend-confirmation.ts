import { commit } from '../../../db/commit.ts'
import { putConfirmationCode, selectConfirmationCode } from '../../../db/statements/sign-up-codes.gen.ts'
import { newCode } from '../../codes/new-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'

/**
 * Mails whoever has signed up another code that confirms their email address (`confirmSignUp`), if it is not confirmed and
 * not too early. If not, the work and the response are the same. Throws `mail_not_configured`, `rate_limited`.
 */
export async function resendConfirmation(ctx: Ctx, email: string): Promise<void> {
  requireCodeSender(ctx)
  await enforceLimitByIp(ctx)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const code = await newCode(ctx, 'verify_email', email, email)
  const { current } = await commit(ctx.db, {
    code: putConfirmationCode({ ...code.row, email }),
    current: selectConfirmationCode({ email }),
  })
  if (current?.hash === code.row.hash) sendCode(ctx, code, { email, locale: current.locale }, 'request')
}
