import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/**
 * Mails the former email address of an account that it has another one now, after the response; `bySupport`: an
 * operator did it.
 */
export const notifyEmailChanged = (ctx: Ctx, to: Recipient, bySupport = false): void =>
  sendNotice(ctx, 'email_changed', to, (mails, notice) => mails.emailChangedMail({ ...notice, bySupport }))
