import type { Provider } from '../model/providers.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { type Notice, resetPage } from './notice.ts'
import { providerName } from './provider-name.ts'

interface LinkedNotice extends Notice {
  provider: Provider
  /** The password and every session are gone, since nobody had shown that they were the owner's. */
  tookOver: boolean
}

/** Tells the owner of an account that an account at a provider signs in to it from now on. */
export function identityLinkedMail(notice: LinkedNotice): Mail {
  const { to, appName, provider, tookOver } = notice
  const name = providerName(provider)
  const parts = layOut({
    appName,
    paragraphs: [
      `An account at ${name} was linked to yours: it signs in to it from now on.`,
      ...(tookOver ? ['The password that was set before no longer works, and every other device is signed out.'] : []),
      'If it was you, there is nothing to do here. If this was not you, choose a new password now:',
    ],
    link: resetPage(notice),
  })
  return { to, subject: `${appName}: ${name} was linked to your account`, ...parts }
}
