import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that its password was changed, after the response. */
export const notifyPasswordChanged = (ctx: Ctx, to: Recipient): void =>
  sendNotice(ctx, 'password_changed', to, (mails, notice) => mails.passwordChangedMail(notice))
