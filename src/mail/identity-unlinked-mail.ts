import type { Provider } from '../model/providers.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { type Notice, resetPage } from './notice.ts'
import { providerName } from './provider-name.ts'

/** Tells the owner of an account that an account at a provider no longer signs in to it. */
export function identityUnlinkedMail(notice: Notice & { provider: Provider }): Mail {
  const { to, appName, provider } = notice
  const name = providerName(provider)
  const parts = layOut({
    appName,
    paragraphs: [
      `Your account at ${name} was unlinked: it no longer signs in here.`,
      'If it was you, there is nothing to do here. If this was not you, choose a new password now:',
    ],
    link: resetPage(notice),
  })
  return { to, subject: `${appName}: ${name} was unlinked from your account`, ...parts }
}
