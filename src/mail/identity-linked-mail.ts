import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'
import { type NamedProvider, providerName } from './provider-name.ts'

interface LinkedNotice extends Notice, NamedProvider {
  /** The password and every session are gone, since nobody had shown that they were the owner's. */
  tookOver: boolean
}

/** Tells the owner of an account that an account at a provider signs in to it from now on. */
export function identityLinkedMail({ tookOver, ...notice }: LinkedNotice): Mail {
  const name = providerName(notice)
  return noticeMail(notice, {
    subject: `${name} was linked to your account`,
    happened: [
      `An account at ${name} was linked to yours: it signs in to it from now on.`,
      ...(tookOver ? ['The password that was set before no longer works, and every other device is signed out.'] : []),
    ],
    advice: 'choose a new password now',
  })
}
