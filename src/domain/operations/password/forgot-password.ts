import { commit } from '../../../db/client.ts'
import { putResetCode, recordResetRequest, selectResetCode } from '../../../db/statements.gen.ts'
import { draftCode } from '../../codes/draft-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { requireMailer } from '../../notices/send-mail.ts'

/**
 * Mails a code that sets a new password, if a user has the email address and it is not too early for another code. If
 * not, the work and the answer are the same. Throws `mail_not_configured`, `rate_limited`.
 */
export async function forgotPassword(ctx: Ctx, email: string): Promise<void> {
  requireMailer(ctx)
  await enforceLimitByIp(ctx)
  await enforceLimit(ctx, 'LIMIT_MAIL', email)
  const { db } = ctx
  const draft = await draftCode(ctx, 'reset_password', email)
  const event = newEvent(ctx, 'password_reset_requested')
  const [, , [current]] = await commit(db, [
    putResetCode({ ...draft.row, email }),
    recordResetRequest({ ...event, email, hash: draft.row.hash }),
    selectResetCode({ email }),
  ])
  if (current?.hash === draft.row.hash) sendCode(ctx, draft, email)
}
