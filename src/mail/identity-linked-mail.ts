import type { Provider } from '../model/providers.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { providerName } from './provider-name.ts'

interface IdentityLinkedMail {
  to: string
  appName: string
  /** The service's own URL, under which its pages are. */
  baseUrl: string
  provider: Provider
  /** The password and every session are gone, since nobody had shown that they were the owner's. */
  tookOver: boolean
}

/** Tells the owner of an account that an account at a provider signs in to it from now on. */
export function identityLinkedMail({ to, appName, baseUrl, provider, tookOver }: IdentityLinkedMail): Mail {
  const name = providerName(provider)
  const parts = layOut({
    appName,
    paragraphs: [
      `An account at ${name} was linked to yours: it signs in to it from now on.`,
      ...(tookOver ? ['The password that was set before no longer works, and every other device is signed out.'] : []),
      'If it was you, there is nothing to do here. If this was not you, choose a new password now, and see what is linked:',
    ],
    link: new URL('/account/forgot-password', baseUrl).href,
  })
  return { to, subject: `${appName}: ${name} was linked to your account`, ...parts }
}
