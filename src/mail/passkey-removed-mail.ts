import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the owner of an account that a passkey no longer signs in to it. */
export const passkeyRemovedMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: 'A passkey was removed from your account',
    happened: ['A passkey was removed from your account: it no longer signs in to it.'],
    advice: 'choose a new password now',
  })
