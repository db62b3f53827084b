import type { Ctx } from '../context.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the former email address of an account that it has another one now, after the response. */
export const notifyEmailChanged = (ctx: Ctx, to: string): void =>
  sendNotice(ctx, 'email_changed', to, (mails, notice) => mails.emailChangedMail(notice))
