import { run } from '../../../db/database.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { sendResetCode } from '../../codes/send-reset-code.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCodeSender } from '../../notices/send-mail.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Mails the caller the code of a password reset to their own address: it is what `setPassword` takes where the session is no longer
 * new. As there, nothing says whether it was too early for another one. The code is bound to the address, which takes a round trip
 * of its own to know.
 * Throws `upgrade_required` to a guest, `email_missing`, `mail_not_configured`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function requestReauthentication(ctx: CallerCtx): Promise<void> {
  requireCodeSender(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.sessionId)
  const { email, isGuest } = requireCaller(ctx, await run(db, selectCallersAddress({ ...caller, now: ctx.now() })))
  if (email === null) throw new Problem(isGuest ? 'upgrade_required' : 'email_missing')
  await sendResetCode(ctx, email)
}
