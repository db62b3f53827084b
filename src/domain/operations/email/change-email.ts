import { commit, commitOne } from '../../../db/commit.ts'
import {
  putChangeCode,
  recordChangeRequest,
  selectChangeCode,
  selectFactorToShow,
} from '../../../db/statements/email.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit, enforceLimitByAddress } from '../../limits/enforce-limit.ts'
import { limitRequestedMail } from '../../limits/unconfirmed-mail.ts'
import { requireCodeSender, sendNotice } from '../../notices/send-mail.ts'
import { proveCallersPassword, wrongPassword } from '../../proofs/prove-callers-password.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The new email address, and the caller's password. */
interface EmailChange {
  email: string
  password: string
}

/**
 * Mails a code to the email address that the caller wants, and a warning to their current one if it is verified.
 * Nothing changes until the code is redeemed. Whether the email address is taken is decided by the index then, and not
 * revealed now.
 * Throws `mail_not_configured`, `invalid_credentials`, `recent_second_factor_required` where they have a factor, `invalid_request` for their current address, `rate_limited` if
 * it is too early for another code or too many are mailed, `session_ended`, `account_disabled`.
 */
export async function changeEmail(ctx: CallerCtx, input: EmailChange): Promise<void> {
  requireCodeSender(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.sessionId)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', input.email)
  const { email, ownersEmail, proof, forgetFailures } = await proveCallersPassword(ctx, input.password)
  if (input.email === email) {
    await commitOne(db, forgetFailures)
    throw invalidField('email', 'is your address already')
  }
  const code = await newCode(ctx, 'change_email', caller.userId, input.email)
  const event = newEvent(ctx, 'email_change_requested', caller.sessionId)
  const now = event.createdAt
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const proven = { ...recent, proof, factorsCount: ctx.settings.FACTORS === 'on' }
  const { current, status, factorToShow } = await commit(db, {
    forgetFailures,
    code: putChangeCode({ ...code.row, ...proven, address: input.email, now }),
    event: recordChangeRequest({ ...event, ...proven, hash: code.row.hash }),
    current: selectChangeCode({ ...proven, now }),
    ...(proven.factorsCount && { factorToShow: selectFactorToShow({ ...recent, now }) }),
    status: selectCallerStatus({ ...caller, now }),
  })
  requireCaller(ctx, status)
  if (factorToShow) throw new Problem('recent_second_factor_required')
  if (!current) throw wrongPassword() // it changed while we compared
  const { locale } = requireStored(code, current)
  if (ownersEmail) {
    sendNotice(ctx, 'email_change', ownersEmail, (mails, notice) => mails.emailChangeMail(notice))
  }
  await limitRequestedMail(ctx)
  sendCode(ctx, code, { email: input.email, locale })
}
