import type { Ctx } from '../context.ts'
import { sendMail } from './send-mail.ts'

/** Mails the owner of an account that it was deleted, after the response. */
export const notifyAccountDeleted = (ctx: Ctx, to: string): void =>
  sendMail(ctx, 'account_deleted', (mails) =>
    mails.accountDeletedMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl }),
  )
