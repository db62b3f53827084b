import { commit } from '../../../db/client.ts'
import { putVerificationCode, selectCallersVerification, selectVerificationCode } from '../../../db/statements.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { draftCode } from '../../codes/draft-code.ts'
import { requireFresh } from '../../codes/require-fresh.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireMailer } from '../../notices/send-mail.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Mails the caller a code that verifies their email address. Throws `mail_not_configured`, `email_already_verified`,
 * `rate_limited` if it is too early for another code, `session_ended`, `account_disabled`.
 */
export async function sendEmailVerification(ctx: CallerCtx): Promise<void> {
  requireMailer(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.userId)
  const draft = await draftCode(ctx, 'verify_email', caller.userId)
  const now = ctx.now()
  const [, codes, callers] = await commit(db, [
    putVerificationCode({ ...draft.row, ...caller, now }),
    selectVerificationCode({ ...caller, now }),
    selectCallersVerification({ ...caller, now }),
  ])
  if (requireCaller(callers).emailVerified) throw new Problem('email_already_verified')
  const { address } = requireFresh(draft, codes)
  sendCode(ctx, draft, address)
}
