import type { Ctx } from '../context.ts'
import { sendMail } from './send-mail.ts'

/** Mails the former email address of an account that it has another one now, after the response. */
export const notifyEmailChanged = (ctx: Ctx, to: string): void =>
  sendMail(ctx, 'email_changed', (mails) =>
    mails.emailChangedMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl }),
  )
