import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that a passkey was added to it, after the response. */
export const notifyPasskeyAdded = (ctx: Ctx, to: Recipient, name: string): void =>
  sendNotice(ctx, 'passkey_added', to, (mails, notice) => mails.passkeyAddedMail({ ...notice, name }))
