import type { Language } from '../languages/language.ts'
import type { MailPurpose } from '../model/code-purposes.ts'

/** The page of the link, and its field for what its token is bound to. */
const PAGES = {
  verify_email: { path: '/account/confirm-email', field: 'user' },
  change_email: { path: '/account/confirm-email', field: 'user' },
  reset_password: { path: '/account/reset-password', field: 'email' },
  login: { path: '/account/sign-in-code', field: 'email' },
} as const satisfies Record<MailPurpose, { path: string; field: string }>

/** A code that is sent, and what its link is made of. */
export interface SentCode {
  purpose: MailPurpose
  code: string
  /** The secret that the link carries. */
  linkToken: string
  /** The user id, or the email address, that the code is bound to. */
  subject: string
  /** Whether it is for whoever has lost their way in. */
  recovers?: boolean | undefined
  /** Another link than to a page of ours. */
  link?: string | undefined
}

/** The link that needs no code: a page of the service at `baseUrl`, in the language of a mail, and a secret. */
export function codeLink(
  { purpose, code, linkToken, subject, link }: SentCode,
  baseUrl: string,
  language?: Language,
): string {
  if (link) return link
  const { path, field } = PAGES[purpose]
  // Nobody can be signed in by a page: it shows the code, where no app opens the link.
  const shown = purpose === 'login' ? { code } : undefined
  const lang = language && { lang: language.tag }
  const query = new URLSearchParams({ ...lang, [field]: subject, ...shown, token: linkToken })
  return new URL(`${path}?${query}`, baseUrl).href
}
