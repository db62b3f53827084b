import type { Ctx } from '../context.ts'
import type { Recipient } from './recipient.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that a passkey was removed from it, after the response; `bySupport`: an operator did it. */
export const notifyPasskeyRemoved = (ctx: Ctx, to: Recipient, bySupport = false): void =>
  sendNotice(ctx, 'passkey_removed', to, (mails, notice) => mails.passkeyRemovedMail({ ...notice, bySupport }))
