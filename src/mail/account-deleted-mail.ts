import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import { type Notice, resetPage } from './notice.ts'

/** Tells the owner of an account that it is gone. */
export function accountDeletedMail(notice: Notice): Mail {
  const { to, appName } = notice
  const parts = layOut({
    appName,
    paragraphs: [
      'Your account was deleted, and everything that was stored with it.',
      'If it was you, there is nothing to do here. If this was not you, somebody knows your password: change it wherever else you use it, and see whether there is an account with your address again:',
    ],
    link: resetPage(notice),
  })
  return { to, subject: `${appName}: Your account was deleted`, ...parts }
}
