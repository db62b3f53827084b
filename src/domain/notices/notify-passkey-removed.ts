import type { Ctx } from '../context.ts'
import { sendNotice } from './send-mail.ts'

/** Mails the owner of an account that a passkey was removed from it, after the response; `bySupport`: an operator did it. */
export const notifyPasskeyRemoved = (ctx: Ctx, to: string, bySupport = false): void =>
  sendNotice(ctx, 'passkey_removed', to, (mails, notice) => mails.passkeyRemovedMail({ ...notice, bySupport }))
