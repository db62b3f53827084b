import { layOut } from './layout.ts'
import type { Mail } from './mail.ts'

/** Whom a notice goes to, and what it names. */
export interface Notice {
  to: string
  appName: string
  /** The service's own URL, under which its pages are. */
  baseUrl: string | undefined
}

/** What a kind of notice says. */
interface Told {
  /** The subject, without the app's name. */
  subject: string
  happened: string[]
  /** What to do if it was somebody else, without a point at its end: a link to where it is done may follow. */
  advice: string
}

/** Tells the owner of an account what happened to it, and where whoever says "this was not me" takes it back. */
export function noticeMail({ to, appName, baseUrl }: Notice, { subject, happened, advice }: Told): Mail {
  const link = baseUrl && new URL('/account/forgot-password', baseUrl).href
  const otherwise = `If it was you, there is nothing to do here. If this was not you, ${advice}${link ? ':' : '.'}`
  const parts = layOut({ appName, paragraphs: [...happened, otherwise], link })
  return { to, subject: `${appName}: ${subject}`, ...parts }
}
