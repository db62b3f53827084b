import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { type NamedProvider, providerName } from './provider-name.ts'

/** Tells the owner of an account that an account at a provider no longer signs in to it. */
export function identityUnlinkedMail(notice: Notice & NamedProvider): Mail {
  const name = providerName(notice)
  return noticeMail(notice, {
    subject: `${name} was unlinked from your account`,
    happened: [`Your account at ${name} was unlinked: it no longer signs in here.`],
    advice: 'choose a new password now',
  })
}
