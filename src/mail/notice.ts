import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

/** Whom a notice goes to, and what it names. */
export interface Notice {
  to: string
  appName: string
  /** The service's own URL, under which its pages are. */
  baseUrl: string | undefined
  /** Whether an operator did it, whom somebody may have asked in the owner's name. */
  bySupport?: boolean
}

/** What a kind of notice says. */
interface Told {
  /** The subject, without the app's name. */
  subject: string
  happened: string[]
  /** What to do if it was somebody else, without a point at its end: a link to where it is done may follow. */
  advice: string
}

const OF_SUPPORT =
  'Our support did it. If you had asked for it, there is nothing to do here. If this was not you, tell us, and see ' +
  'whether you can still choose a new password'

/** Tells the owner of an account what happened to it, and where whoever says "this was not me" takes it back. */
export function noticeMail({ to, appName, baseUrl, bySupport }: Notice, { subject, happened, advice }: Told): Mail {
  const link = baseUrl && new URL('/account/forgot-password', baseUrl).href
  const otherwise = bySupport
    ? OF_SUPPORT
    : `If it was you, there is nothing to do here. If this was not you, ${advice}`
  const parts = layOut({ appName, paragraphs: [...happened, `${otherwise}${link ? ':' : '.'}`], link })
  return { to, subject: `${appName}: ${subject}`, ...parts }
}
