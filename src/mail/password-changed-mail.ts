import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/**
 * Tells the owner of an account that it has a new password (NIST SP 800-63B §4.6: notice of what changes an account).
 */
export const passwordChangedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.password_changed.subject'),
    happened: [notice.language.say('mail.notice.password_changed.happened')],
    advice: notice.language.say('mail.notice.password_changed.advice'),
  })
