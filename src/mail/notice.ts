import { layOut } from './layout.ts'
import type { Letterhead } from './letterhead.ts'
import type { Mail } from './mail.ts'

/** Whom a notice goes to, and what it names. */
export interface Notice extends Letterhead {
  to: string
  /** Whether an operator did it, whom somebody may have asked in the owner's name. */
  bySupport?: boolean
}

/** What a kind of notice says. */
interface Told {
  /** The subject, without the app's name. */
  subject: string
  happened: string[]
  /** What to do if it was somebody else, where that is not only to choose a new password. */
  advice?: string
}

/** Tells the owner of an account what happened to it, and where whoever says "this was not me" takes it back. */
export function noticeMail(notice: Notice, { subject, happened, advice }: Told): Mail {
  const { to, appName, language, baseUrl, bySupport } = notice
  const otherwise = bySupport
    ? [language.say('mail.notice.support')]
    : [language.say('mail.notice.own'), advice ?? language.say('mail.notice.advice')]
  const parts = layOut(notice, {
    paragraphs: [...happened, ...otherwise],
    link: baseUrl
      ? {
          url: new URL(`/account/forgot-password?lang=${language.tag}`, baseUrl).href,
          button: language.say('mail.notice.button'),
        }
      : undefined,
  })
  return { to, subject: language.say('mail.subject', { appName, subject }), ...parts }
}
