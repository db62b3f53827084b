import type { Ctx } from '../context.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that it was deleted, after the response. */
export const notifyAccountDeleted = (ctx: Ctx, to: string): void =>
  sendNotice(ctx, 'account_deleted', to, (mails, notice) => mails.accountDeletedMail(notice))
