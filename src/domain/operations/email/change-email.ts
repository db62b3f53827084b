import { commit, commitOne } from '../../../db/client.ts'
import { putChangeCode, recordChangeRequest, selectCallerStatus, selectChangeCode } from '../../../db/statements.gen.ts'
import type { EmailChange } from '../../../http/api/account/schemas.ts'
import { emailChangeMail } from '../../../mail/email-change-mail.ts'
import { Problem } from '../../../model/problem.ts'
import { draftCode } from '../../codes/draft-code.ts'
import { requireFresh } from '../../codes/require-fresh.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireMailer, sendMail } from '../../notices/send-mail.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { verifyCallersPassword } from '../../proofs/verify-callers-password.ts'

/**
 * Mails a code to the email address that the caller wants, and a warning to their current one if it is verified.
 * Nothing changes until the code is redeemed. Whether the email address is taken is decided by the index then, and not
 * revealed now.
 * Throws `mail_not_configured`, `invalid_credentials`, `invalid_request` for their current address, `rate_limited` if
 * it is too early for another code, `session_ended`, `account_disabled`.
 */
export async function changeEmail(ctx: CallerCtx, input: EmailChange): Promise<void> {
  requireMailer(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.userId)
  await enforceLimit(ctx, 'LIMIT_MAIL', input.email)
  const { email, ownersEmail, passwordHash, forgetting } = await verifyCallersPassword(ctx, input.password)
  if (input.email === email) {
    await commitOne(db, forgetting)
    throw new Problem('invalid_request', { errors: [{ path: 'email', message: 'is your address already' }] })
  }
  const draft = await draftCode(ctx, 'change_email', caller.userId)
  const event = newEvent(ctx, 'email_change_requested', caller.sessionId)
  const now = event.createdAt
  const callerWithPassword = { ...caller, passwordHash }
  const [, , , codes, callers] = await commit(db, [
    forgetting,
    putChangeCode({ ...draft.row, ...callerWithPassword, address: input.email, now }),
    recordChangeRequest({ ...event, ...callerWithPassword, hash: draft.row.hash }),
    selectChangeCode({ ...callerWithPassword, now }),
    selectCallerStatus({ ...caller, now }),
  ])
  requireCaller(callers)
  if (codes.length === 0) throw new Problem('invalid_credentials') // the password changed while we compared
  requireFresh(draft, codes)
  sendCode(ctx, draft, input.email)
  if (ownersEmail) sendMail(ctx, emailChangeMail({ to: ownersEmail, appName: ctx.settings.APP_NAME }))
}
