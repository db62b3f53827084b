import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** Tells the owner of an account that a passkey signs in to it from now on, and what it is called. */
export const passkeyAddedMail = ({ name, ...notice }: Notice & { name: string }): Mail =>
  noticeMail(notice, {
    subject: 'A passkey was added to your account',
    happened: [`The passkey "${name}" was added to your account: it signs in to it from now on.`],
    advice: 'choose a new password now, then remove the passkey',
  })
