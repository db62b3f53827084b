import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the owner of an account that a passkey no longer signs in to it. */
export const passkeyRemovedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.passkey_removed.subject'),
    happened: [notice.language.say('mail.notice.passkey_removed.happened')],
  })
