import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/**
 * Tells the owner of an account, at its current email address, that a new one was requested. It has no link: a code that
 * was mailed with it could be taken for that of the change.
 */
export function emailChangeMail(notice: Notice): Mail {
  const { language } = notice
  return noticeMail(
    { ...notice, baseUrl: undefined },
    {
      subject: language.say('mail.notice.email_change.subject'),
      happened: [language.say('mail.notice.email_change.happened')],
      advice: language.say('mail.notice.email_change.advice'),
    },
  )
}
