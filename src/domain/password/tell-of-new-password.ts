import type { Ctx } from '../../context.ts'
import { newPasswordMail } from '../../mail/new-password-mail.ts'
import { sendMail } from '../send-mail.ts'

/** Tells the owner of an account that it has a new password, after the response. */
export const tellOfNewPassword = (ctx: Ctx, to: string): void =>
  sendMail(ctx, newPasswordMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.tokens.issuer }))
