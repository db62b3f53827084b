import type { Provider } from '../model/providers.ts'
import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { providerName } from './provider-name.ts'

/** Tells the owner of an account that an account at a provider no longer signs in to it. */
export function identityUnlinkedMail(notice: Notice & { provider: Provider }): Mail {
  const name = providerName(notice.provider)
  return noticeMail(notice, {
    subject: `${name} was unlinked from your account`,
    happened: [`Your account at ${name} was unlinked: it no longer signs in here.`],
    advice: 'choose a new password now',
  })
}
