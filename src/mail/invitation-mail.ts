import { codeLink } from './code-link.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

interface Invitation {
  to: string
  code: string
  /** The secret that the link carries. */
  linkToken: string
  appName: string
  /** The service's own URL, under which its pages are; without it the mail has no link. */
  baseUrl: string | undefined
  lifetimeDays: number
  /** Another link than to a page of ours. */
  link?: string | undefined
}

/** The mail to somebody for whom an operator has made an account: with the code, or its link, they choose their password. */
export function invitationMail({ to, code, linkToken, appName, baseUrl, lifetimeDays, link }: Invitation): Mail {
  const parts = layOut({
    appName,
    paragraphs: [
      `An account at ${appName} was made for you. Enter this code in the app, with this email address, to choose your password:`,
      `It works once, for ${lifetimeDays} days; later you can ask for another as somebody who forgot their password. ` +
        'If you did not expect this, do nothing: without the code nobody gets in.',
      ...(baseUrl ? ['Or open this page:'] : []),
    ],
    code,
    link: baseUrl && codeLink({ purpose: 'reset_password', subject: to, code, linkToken, link }, baseUrl),
  })
  return { to, subject: `${appName}: Your invitation`, ...parts }
}
