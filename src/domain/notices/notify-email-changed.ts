import type { Ctx } from '../context.ts'
import { sendNotice } from './send-mail.ts'

/**
 * Mails the former email address of an account that it has another one now, after the response; `bySupport`: an
 * operator did it.
 */
export const notifyEmailChanged = (ctx: Ctx, to: string, bySupport = false): void =>
  sendNotice(ctx, 'email_changed', to, (mails, notice) => mails.emailChangedMail({ ...notice, bySupport }))
