import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { type Notice, resetPage } from './notice.ts'

/**
 * Tells the owner of an account that it has a new password (NIST SP 800-63B §4.6: notice of what changes an account).
 */
export function passwordChangedMail(notice: Notice): Mail {
  const { to, appName } = notice
  const parts = layOut({
    appName,
    paragraphs: [
      'Your password was changed, and every other device is signed out.',
      'If it was you, there is nothing to do here. If this was not you, choose another one now:',
    ],
    link: resetPage(notice),
  })
  return { to, subject: `${appName}: Your password was changed`, ...parts }
}
