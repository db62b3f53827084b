import { commit, commitOne } from '../../../db/commit.ts'
import { selectCallersAddress, selectFactorToShow } from '../../../db/statements/email.gen.ts'
import { putMoveCode, recordMoveRequest, selectMoveCode } from '../../../db/statements/move-codes.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import { newCode } from '../../codes/new-code.ts'
import { requireStored } from '../../codes/require-stored.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit, enforceLimitByAddress } from '../../limits/enforce-limit.ts'
import { limitRequestedMail } from '../../limits/unconfirmed-mail.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { requireCodeSender, sendNotice } from '../../notices/send-mail.ts'
import { proveCallersPassword } from '../../proofs/prove-callers-password.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The new email address, and the caller's password, if they give it. */
interface EmailChange {
  email: string
  password?: string | undefined
}

/**
 * Like `changeEmail`, for whoever may have no password: a recent sign-in does as well, and guests need none. The code is
 * bound to the new address alone, so that it can be given without a session (`confirmEmailChange`). Whether the address is
 * taken is not revealed now. Throws `mail_not_configured`, `recent_login_required`, `recent_second_factor_required` where
 * they have a factor, `invalid_request` for their current address, `rate_limited`, `session_ended`, `account_disabled`,
 * and, if a password is given, what `proveCallersPassword` throws.
 */
export async function requestEmailChange(ctx: CallerCtx, { email, password }: EmailChange): Promise<void> {
  requireCodeSender(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_MAIL', caller.sessionId)
  await enforceLimitByAddress(ctx, 'LIMIT_MAIL', email)
  const proven = password === undefined ? undefined : await proveCallersPassword(ctx, password)
  if (proven && proven.email === email) {
    await commitOne(db, proven.forgetFailures)
    throw isTheirs()
  }
  const code = await newCode(ctx, 'change_email', email, email)
  const event = newEvent(ctx, 'email_change_requested', caller.sessionId)
  const now = event.createdAt
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const mover = { ...recent, proof: proven?.proof ?? null, factorsCount: ctx.settings.FACTORS === 'on' }
  const { current, own, factorToShow } = await commit(db, {
    ...(proven && { forgetFailures: proven.forgetFailures }),
    code: putMoveCode({ ...code.row, ...mover, address: email, now }),
    event: recordMoveRequest({ ...event, ...mover, hash: code.row.hash }),
    current: selectMoveCode({ ...mover, now }),
    ...(mover.factorsCount && { factorToShow: selectFactorToShow({ ...recent, now }) }),
    own: selectCallersAddress({ ...caller, now }),
  })
  const address = requireCaller(ctx, own)
  if (address.email === email) throw isTheirs()
  if (factorToShow) throw new Problem('recent_second_factor_required')
  if (!current) throw new Problem('recent_login_required')
  requireStored(code, current)
  const to = ownersEmail(address)
  if (to) sendNotice(ctx, 'email_change', to, (mails, notice) => mails.emailChangeMail(notice))
  await limitRequestedMail(ctx)
  sendCode(ctx, code, { email, locale: address.locale })
}

const isTheirs = () => invalidField('email', 'is your address already')
