import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { type Notice, resetPage } from './notice.ts'

/** Tells the former email address of an account that the account has another one now, and not which. */
export function emailChangedMail(notice: Notice): Mail {
  const { to, appName } = notice
  const parts = layOut({
    appName,
    paragraphs: [
      'Your account has another email address now. No more email about it comes here, and this address no longer signs in to it.',
      'If it was you, there is nothing to do here. If this was not you, somebody knows your password: ask us for help, change it wherever else you use it, and see whether a new one can still be chosen here:',
    ],
    link: resetPage(notice),
  })
  return { to, subject: `${appName}: Your email address was changed`, ...parts }
}
