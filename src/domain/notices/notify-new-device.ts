import type { Ctx } from '../context.ts'
import { sendMail } from './send-mail.ts'

/** Mails the owner of an account that it was signed in to on a device that was not seen before, after the response. */
export const notifyNewDevice = (ctx: Ctx, to: string, deviceName: string | null): void =>
  sendMail(ctx, 'new_device', (mails) =>
    mails.newDeviceMail({ to, appName: ctx.settings.APP_NAME, baseUrl: ctx.pagesUrl, deviceName }),
  )
