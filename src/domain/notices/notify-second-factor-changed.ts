import type { SecondFactorChange } from '../../mail/second-factor-changed-mail.ts'
import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/**
 * Mails the owner of an account what happened to their second factor, after the response; `bySupport`: an operator did
 * it.
 */
export const notifySecondFactorChanged = (
  ctx: Ctx,
  to: Recipient,
  change: SecondFactorChange,
  bySupport = false,
): void =>
  sendNotice(ctx, change, to, (mails, notice) => mails.secondFactorChangedMail({ ...notice, change, bySupport }))
