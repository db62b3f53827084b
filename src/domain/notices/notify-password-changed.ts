import type { Ctx } from '../context.ts'
import { sendMail } from './send-mail.ts'

/** Mails the owner of an account that its password was changed, after the response. */
export const notifyPasswordChanged = (ctx: Ctx, to: string): void =>
  sendMail(ctx, 'password_changed', (mails) =>
    mails.passwordChangedMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl }),
  )
