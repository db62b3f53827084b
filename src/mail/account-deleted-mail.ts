import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the owner of an account that it is gone. */
export const accountDeletedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.account_deleted.subject'),
    happened: [notice.language.say('mail.notice.account_deleted.happened')],
    advice: notice.language.say('mail.notice.account_deleted.advice'),
  })
