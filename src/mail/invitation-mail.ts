import { codeLink } from './code-link.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'
import type { Letterhead } from './notice.ts'

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
export function invitationMail({
  to,
  appName,
  brandColor,
  language,
  baseUrl,
  lifetimeDays,
  ...sent
}: Invitation): Mail {
  const duration = language.duration(lifetimeDays, 'day')
  const url = baseUrl && codeLink({ purpose: 'reset_password', subject: to, ...sent }, baseUrl, language)
  const parts = layOut({
    appName,
    brandColor,
    language,
    paragraphs: [
      language.say('mail.invitation.reason', { appName }),
      language.say('mail.invitation.terms', { duration }),
      ...(url ? [language.say('mail.code.page')] : []),
    ],
    code: sent.code,
    link: url ? { url, button: language.say('mail.invitation.button') } : undefined,
  })
  const subject = language.say('mail.invitation.subject')
  return { to, subject: language.say('mail.subject', { appName, subject }), ...parts }
}
