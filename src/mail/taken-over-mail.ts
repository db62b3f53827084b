import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/**
 * Tells whoever has signed in with a mailed code, to an account of which nobody had shown that it was theirs, what
 * ended.
 */
export const takenOverMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.taken_over.subject'),
    happened: [
      notice.language.say('mail.notice.taken_over.happened'),
      notice.language.say('mail.notice.taken_over.ended'),
    ],
  })
