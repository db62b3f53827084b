import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

interface PasswordChangedMail {
  to: string
  appName: string
  /** The service's own URL, under which its pages are. */
  baseUrl: string
}

/**
 * Tells the owner of an account that it has a new password (NIST SP 800-63B §4.6: notice of what changes an account).
 */
export function passwordChangedMail({ to, appName, baseUrl }: PasswordChangedMail): Mail {
  const parts = layOut({
    appName,
    paragraphs: [
      'Your password was changed, and every other device is signed out.',
      'If it was you, there is nothing to do here. If it was not, choose another one now:',
    ],
    link: new URL('/account/forgot-password', baseUrl).href,
  })
  return { to, subject: `${appName}: Your password was changed`, ...parts }
}
