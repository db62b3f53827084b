import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { callersUser, selectCaller } from '../../db/queries/caller.ts'
import { putCode, selectCode } from '../../db/queries/codes.ts'
import { withUnverifiedEmail } from '../../db/queries/users.ts'
import { users } from '../../db/schema.ts'
import { Problem } from '../../problem.ts'
import { draftCode } from '../codes/draft-code.ts'
import { requireFresh } from '../codes/require-fresh.ts'
import { sendCode } from '../codes/send-code.ts'
import { countCall } from '../count-call.ts'
import { requireCaller } from '../require-caller.ts'
import { requireMailer } from '../send-mail.ts'

const selectVerified = selectCaller({ emailVerified: users.emailVerified })

/**
 * Mails the caller a code that confirms their address. Throws `mail_not_configured`, `email_already_verified`,
 * `rate_limited` within a minute of the last, `session_ended`, `account_disabled`.
 */
export async function sendVerification(ctx: ActorCtx): Promise<void> {
  requireMailer(ctx)
  const { actor, db } = ctx
  await countCall(ctx, 'LIMIT_MAIL', actor.userId)
  const now = ctx.now()
  const draft = await draftCode(ctx, 'verify_email', actor.userId)
  const who = callersUser(db, actor, now)
  const [, codes, callers] = await commit(db, [
    putCode(db, draft.row, draft.settledBefore, withUnverifiedEmail(who)),
    selectCode(db, 'verify_email', who),
    selectVerified(db, actor, now),
  ])
  if (requireCaller(callers).emailVerified) throw new Problem('email_already_verified')
  const { address } = requireFresh(draft, codes)
  sendCode(ctx, draft, address)
}
