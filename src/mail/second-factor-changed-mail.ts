import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** What happened, by the type of its event. */
const CHANGES = {
  factor_added: {
    subject: 'An authenticator app was added to your account',
    happened: ['An authenticator app was added to your account: its codes are asked for at every sign-in from now on.'],
  },
  factor_removed: {
    subject: 'An authenticator app was removed from your account',
    happened: ['An authenticator app was removed from your account: its codes are no longer asked for.'],
  },
  recovery_codes_made: {
    subject: 'You have new recovery codes',
    happened: ['New recovery codes were made for your account. The ones before no longer work.'],
  },
  recovery_codes_removed: {
    subject: 'Your recovery codes were removed',
    happened: ['The recovery codes of your account were removed. None of them works any more.'],
  },
  recovery_code_used: {
    subject: 'A recovery code was used',
    happened: ['A recovery code was used to sign in to your account, in place of your authenticator app.'],
  },
}

export type SecondFactorChange = keyof typeof CHANGES

/** Tells the owner of an account what happened to its second factor. */
export const secondFactorChangedMail = ({ change, ...notice }: Notice & { change: SecondFactorChange }): Mail =>
  noticeMail(notice, { ...CHANGES[change], advice: 'choose a new password now, and end the other sessions in the app' })
