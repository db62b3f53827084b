import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that it was signed in to on a device that was not seen before, after the response. */
export const notifyNewDevice = (ctx: Ctx, to: Recipient, deviceName: string | null): void =>
  sendNotice(ctx, 'new_device', to, (mails, notice) => mails.newDeviceMail({ ...notice, deviceName }))
