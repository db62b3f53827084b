import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the former email address of an account that the account has another one now, and not which. */
export const emailChangedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: 'Your email address was changed',
    happened: [
      'Your account has another email address now. No more email about it comes here, and this address no longer signs in to it.',
    ],
    advice:
      'somebody knows your password: ask us for help, change it wherever else you use it, and see whether a new one can still be chosen here',
  })
