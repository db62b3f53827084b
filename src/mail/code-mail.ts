import { codeLink, type SentCode } from './code-link.ts'
import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

const REASONS = {
  verify_email: 'Enter this code to confirm your email address:',
  change_email: 'Enter this code to make this your new email address:',
  reset_password: 'Enter this code to choose a new password:',
  login: 'Enter this code in the app to sign in, and give it to nobody:',
} as const

const SUBJECTS = {
  verify_email: 'Confirm your email address',
  change_email: 'Confirm your new email address',
  reset_password: 'Choose a new password',
  login: 'Your code to sign in',
} as const

/** What a code that signs in says to whoever has lost their way in. */
const RECOVERY = {
  reason: 'Enter this code in the app to sign in and choose a new password, and give it to nobody:',
  subject: 'Recover your account',
}

interface CodeMail extends SentCode {
  to: string
  appName: string
  /** The service's own URL, under which its pages are; without it the mail has no link. */
  baseUrl: string | undefined
  lifetimeMinutes: number
}

/** The mail that carries a one-time code, and a link that needs no code. */
export function codeMail({ to, appName, baseUrl, lifetimeMinutes, ...sent }: CodeMail): Mail {
  const { purpose, code } = sent
  const { reason, subject } = sent.recovers ? RECOVERY : { reason: REASONS[purpose], subject: SUBJECTS[purpose] }
  const parts = layOut({
    appName,
    paragraphs: [
      reason,
      `It works once, for ${lifetimeMinutes} minutes. If you did not ask for it, do nothing: without it nothing changes.`,
      ...(baseUrl ? ['Or open this page:'] : []),
    ],
    code,
    link: baseUrl && codeLink(sent, baseUrl),
  })
  return { to, subject: `${appName}: ${subject}`, ...parts }
}
