import type { Ctx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { putCode, selectCode, withCode } from '../../db/queries/codes.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { userWithEmail } from '../../db/queries/users.ts'
import { draftCode } from '../codes/draft-code.ts'
import { sendCode } from '../codes/send-code.ts'
import { countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { requireMailer } from '../send-mail.ts'

/**
 * Mails a code that sets a new password, if somebody has the address and got none within the last minute. The work and
 * the answer are the same if not. Throws `mail_not_configured`, `rate_limited`.
 */
export async function requestReset(ctx: Ctx, email: string): Promise<void> {
  requireMailer(ctx)
  await countCall(ctx, 'LIMIT_MAIL', email)
  const { db } = ctx
  const draft = await draftCode(ctx, 'reset_password', email)
  const who = userWithEmail(email)
  const [, , [standing]] = await commit(db, [
    putCode(db, draft.row, draft.settledBefore, who),
    recordEvent(db, newEvent(ctx, 'password_reset_requested'), withCode(db, who, draft.row)),
    selectCode(db, 'reset_password', who),
  ])
  if (standing?.hash === draft.row.hash) sendCode(ctx, draft, email)
}
