import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { type NamedProvider, providerName } from './provider-name.ts'

/** Tells the owner of an account that an account at a provider no longer signs in to it. */
export function identityUnlinkedMail(notice: Notice & NamedProvider): Mail {
  const { language } = notice
  const provider = providerName(notice)
  return noticeMail(notice, {
    subject: language.say('mail.notice.identity_unlinked.subject', { provider }),
    happened: [language.say('mail.notice.identity_unlinked.happened', { provider })],
  })
}
