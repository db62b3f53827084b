import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

const REASONS = {
  verify_email: 'Enter this code to confirm your email address:',
  change_email: 'Enter this code to make this your new email address:',
  reset_password: 'Enter this code to choose a new password:',
  login: 'Enter this code in the app to sign in, and give it to nobody:',
} as const

/** The page of the link, and its field for what its token is bound to. */
const PAGES = {
  verify_email: { path: '/account/confirm-email', field: 'user' },
  change_email: { path: '/account/confirm-email', field: 'user' },
  reset_password: { path: '/account/reset-password', field: 'email' },
  login: { path: '/account/sign-in-code', field: 'email' },
} as const

const SUBJECTS = {
  verify_email: 'Confirm your email address',
  change_email: 'Confirm your new email address',
  reset_password: 'Choose a new password',
  login: 'Your code to sign in',
} as const

interface CodeMail {
  purpose: keyof typeof REASONS
  to: string
  code: string
  /** The secret that the link carries. */
  linkToken: string
  /** The user id, or the email address, that the code is bound to. */
  subject: string
  appName: string
  /** The service's own URL, under which its pages are; without it the mail has no link. */
  baseUrl: string | undefined
  lifetimeMinutes: number
}

/** The mail that carries a one-time code, and a link that needs no code. */
export function codeMail({ purpose, to, code, linkToken, subject, appName, baseUrl, lifetimeMinutes }: CodeMail): Mail {
  const { path, field } = PAGES[purpose]
  // Nobody can be signed in by a page: it shows the code, where no app opens the link.
  const shown = purpose === 'login' ? { code } : undefined
  const query = new URLSearchParams({ [field]: subject, ...shown, token: linkToken })
  const parts = layOut({
    appName,
    paragraphs: [
      REASONS[purpose],
      `It works once, for ${lifetimeMinutes} minutes. If you did not ask for it, do nothing: without it nothing changes.`,
      ...(baseUrl ? ['Or open this page:'] : []),
    ],
    code,
    link: baseUrl && new URL(`${path}?${query}`, baseUrl).href,
  })
  return { to, subject: `${appName}: ${SUBJECTS[purpose]}`, ...parts }
}
