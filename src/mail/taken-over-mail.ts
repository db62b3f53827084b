import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/**
 * Tells whoever has signed in with a mailed code, to an account of which nobody had shown that it was theirs, what
 * ended.
 */
export const takenOverMail = (notice: Notice): Mail =>
  noticeMail(notice, {
    subject: 'You signed in by email',
    happened: [
      'Your account was signed in to with a code that was mailed to this address, which nobody had confirmed in the app before.',
      'So that it is yours alone, the password that was set before no longer works, accounts that were linked are unlinked, and every other device is signed out. You can set a new password at any time.',
    ],
    advice: 'choose a new password now',
  })
