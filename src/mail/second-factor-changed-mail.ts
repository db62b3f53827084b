import type { Mail } from './mail.ts'
import { type Notice, noticeMail } from './notice.ts'

/** What happened, by the type of its event. */
export type SecondFactorChange =
  | 'factor_added'
  | 'factor_removed'
  | 'recovery_codes_made'
  | 'recovery_codes_removed'
  | 'recovery_code_used'

/** Tells the owner of an account what happened to its second factor. */
export const secondFactorChangedMail = ({ change, ...notice }: Notice & { change: SecondFactorChange }): Mail =>
  noticeMail(notice, {
    subject: notice.language.say(`mail.notice.${change}.subject`),
    happened: [notice.language.say(`mail.notice.${change}.happened`)],
    advice: notice.language.say('mail.notice.second_factor.advice'),
  })
