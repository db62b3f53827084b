import { codeLink, type SentCode } from './code-link.ts'
import { layOut } from './layout.ts'
import type { Letterhead } from './letterhead.ts'
import type { Mail } from './mail.ts'

interface CodeMail extends SentCode, Letterhead {
  to: string
  lifetimeMinutes: number
}

/** The mail that carries a one-time code, and a link that needs no code. */
export function codeMail(mail: CodeMail): Mail {
  const { to, appName, language, baseUrl, lifetimeMinutes, purpose, code } = mail
  const kind = mail.recovers ? 'recovery' : purpose
  const duration = language.duration(lifetimeMinutes, 'minute')
  const parts = layOut(mail, {
    paragraphs: [
      language.say(`mail.code.${kind}.reason`),
      language.say('mail.code.terms', { duration }),
      ...(baseUrl ? [language.say('mail.code.page')] : []),
    ],
    code,
    link: baseUrl
      ? { url: codeLink(mail, baseUrl, language), button: language.say(`mail.code.${purpose}.button`) }
      : undefined,
  })
  const subject = language.say(`mail.code.${kind}.subject`)
  return { to, subject: language.say('mail.subject', { appName, subject }), ...parts }
}
