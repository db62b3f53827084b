import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { type NamedProvider, providerName } from './provider-name.ts'

interface LinkedNotice extends Notice, NamedProvider {
  /** The password and every session are gone, since nobody had shown that they were the owner's. */
  tookOver: boolean
}

/** Tells the owner of an account that an account at a provider signs in to it from now on. */
export function identityLinkedMail({ tookOver, ...notice }: LinkedNotice): Mail {
  const { language } = notice
  const provider = providerName(notice)
  return noticeMail(notice, {
    subject: language.say('mail.notice.identity_linked.subject', { provider }),
    happened: [
      language.say('mail.notice.identity_linked.happened', { provider }),
      ...(tookOver ? [language.say('mail.notice.identity_linked.took_over')] : []),
    ],
  })
}
