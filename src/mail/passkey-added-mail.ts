import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { plainWords } from './plain-words.ts'

/** Tells the owner of an account that a passkey signs in to it from now on, and what it is called by whoever added it. */
export const passkeyAddedMail = ({ name, ...notice }: Notice & { name: string }): Mail =>
  noticeMail(notice, {
    subject: notice.language.say('mail.notice.passkey_added.subject'),
    happened: [notice.language.say('mail.notice.passkey_added.happened', { name: plainWords(name) })],
    advice: notice.language.say('mail.notice.passkey_added.advice'),
  })
