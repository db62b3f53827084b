import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the owner of an account that it is gone. */
export const accountDeletedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: 'Your account was deleted',
    happened: ['Your account was deleted, and everything that was stored with it.'],
    advice:
      'somebody knows your password: change it wherever else you use it, and see whether there is an account with your address again',
  })
