import type { Ctx } from '../context.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an email address that they have the account to themselves now, after the response. */
export const notifyTakenOver = (ctx: Ctx, to: string): void =>
  sendNotice(ctx, 'taken_over', to, (mails, notice) => mails.takenOverMail(notice))
