import { commit } from '../../db/commit.ts'
import { putResetCode, recordResetRequest, selectResetCode } from '../../db/statements/password.gen.ts'
import type { Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { enforceLimitByAddress } from '../limits/enforce-limit.ts'
import { newCode } from './new-code.ts'
import { sendCode } from './send-code.ts'

/**
 * Mails a code that sets a new password, if a user has the email address and it is not too early for another code. If
 * not, the work is the same, and nobody is told. Throws `rate_limited`.
 */
export async function sendResetCode(ctx: Ctx, email: string): Promise<void> {
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const code = await newCode(ctx, 'reset_password', email, email)
  const event = newEvent(ctx, 'password_reset_requested')
  const { current } = await commit(ctx.db, {
    code: putResetCode({ ...code.row, email }),
    event: recordResetRequest({ ...event, email, hash: code.row.hash }),
    current: selectResetCode({ email }),
  })
  if (current?.hash !== code.row.hash) return
  const { locale, emailVerified } = current
  sendCode(ctx, code, { email, locale }, emailVerified ? undefined : 'request') // whoever registered may only have typed it
}
