import { commit } from '../../../db/commit.ts'
import { putVerificationCode, selectCallersAddress, selectVerificationCode } from '../../../db/statements/email.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { limitRequestedMail } from '../../limits/unconfirmed-mail.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Mails the caller a code that verifies their email address. Throws `mail_not_configured`, `email_already_verified`,
 * `upgrade_required` to a guest, `email_missing`, `rate_limited` if it is too early for another code or too many are
 * mailed, `session_ended`, `account_disabled`.
 */
export async function sendEmailVerification(ctx: CallerCtx): Promise<void> {
  requireCodeSender(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.sessionId)
  const code = await newCode(ctx, 'verify_email', caller.userId, undefined)
  const now = ctx.now()
  const { current, verification } = await commit(db, {
    code: putVerificationCode({ ...code.row, ...caller, now }),
    current: selectVerificationCode({ ...caller, now }),
    verification: selectCallersAddress({ ...caller, now }),
  })
  const { email, emailVerified, isGuest, locale } = requireCaller(ctx, verification)
  if (email === null) throw new Problem(isGuest ? 'upgrade_required' : 'email_missing')
  if (emailVerified) throw new Problem('email_already_verified')
  const { address } = requireStored(code, current)
  await limitRequestedMail(ctx)
  sendCode(ctx, code, { email: address, locale })
}
