import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the former email address of an account that the account has another one now, and not which. */
export const emailChangedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.email_changed.subject'),
    happened: [notice.language.say('mail.notice.email_changed.happened')],
    advice: notice.language.say('mail.notice.email_changed.advice'),
  })
