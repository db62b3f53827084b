import { codeLink } from './code-link.ts'
import { layOut } from './layout.ts'
import type { Letterhead } from './letterhead.ts'
import type { Mail } from './mail.ts'

interface Invitation extends Letterhead {
  to: string
  code: string
  /** The secret that the link carries. */
  linkToken: string
  lifetimeDays: number
  /** Another link than to a page of ours. */
  link?: string | undefined
}

/** The mail to somebody for whom an operator has made an account: with the code, or its link, they choose their password. */
export function invitationMail(invitation: Invitation): Mail {
  const { to, appName, language, baseUrl, lifetimeDays, code } = invitation
  const duration = language.duration(lifetimeDays, 'day')
  const url = baseUrl && codeLink({ ...invitation, purpose: 'reset_password', subject: to }, baseUrl, language)
  const parts = layOut(invitation, {
    paragraphs: [
      language.say('mail.invitation.reason', { appName }),
      language.say('mail.invitation.terms', { duration }),
      ...(url ? [language.say('mail.code.page')] : []),
    ],
    code,
    link: url ? { url, button: language.say('mail.invitation.button') } : undefined,
  })
  const subject = language.say('mail.invitation.subject')
  return { to, subject: language.say('mail.subject', { appName, subject }), ...parts }
}
