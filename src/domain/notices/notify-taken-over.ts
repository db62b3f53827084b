import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an email address that they have the account to themselves now, after the response. */
export const notifyTakenOver = (ctx: Ctx, to: Recipient): void =>
  sendNotice(ctx, 'taken_over', to, (mails, notice) => mails.takenOverMail(notice))
