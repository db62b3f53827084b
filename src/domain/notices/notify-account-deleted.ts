import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that it was deleted, after the response; `bySupport`: an operator did it. */
export const notifyAccountDeleted = (ctx: Ctx, to: Recipient, bySupport = false): void =>
  sendNotice(ctx, 'account_deleted', to, (mails, notice) => mails.accountDeletedMail({ ...notice, bySupport }))
