import { afterEach, describe, expect, it, vi } from 'vitest'
import { codeIn, type SentMail } from '../support/mailbox.ts'
import { ORIGIN } from '../support/origin.ts'
import { changeCodeOf, loginCodeOf, newPerson, resetCodeOf } from '../support/person.ts'
import { verifyEmail } from '../support/rows.ts'
import { PASSWORD } from '../support/users.ts'

const NEW = 'new@example.com'

afterEach(() => {
  vi.unstubAllGlobals()
})

/** One mail of each kind, of somebody whose address needs care in a link. */
async function everyMail(settings: Record<string, unknown> = {}): Promise<Record<string, SentMail>> {
  const person = await newPerson({ email: "o'neil+a&b@example.com", settings })
  const [confirmation] = person.mailbox.mails
  await verifyEmail(person._id)
  await resetCodeOf(person)
  const resetPassword = person.mailbox.mails.at(-1)
  await loginCodeOf(person)
  const login = person.mailbox.mails.at(-1)
  await changeCodeOf(person, NEW)
  const [changeEmail] = person.mailbox.mailsTo(NEW)
  const warning = person.mailbox.mailsTo(person.email).at(-1)
  await person.as('/users/password', {
    method: 'PUT',
    body: { currentPassword: PASSWORD, newPassword: 'another horse battery staple' },
  })
  const newPassword = person.mailbox.mailsTo(person.email).at(-1)
  if (!confirmation || !resetPassword || !login || !changeEmail || !warning || !newPassword)
    throw new Error('a mail is missing')
  return { verifyEmail: confirmation, resetPassword, login, changeEmail, warning, newPassword }
}

const WITH_CODE = ['verifyEmail', 'resetPassword', 'changeEmail', 'login']

const linkIn = ({ text }: SentMail): URL => new URL(/^https:\S+$/m.exec(text)?.[0] ?? '')

/** The text of an attribute, as a mail program reads it. */
const unescapeHtml = (value = ''): string =>
  value.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity)
const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

describe('a mail', () => {
  it('comes from the sender of the settings, in the name of the app', async () => {
    const mails = await everyMail({ APP_NAME: 'Climbers', MAIL_FROM: 'hello@climbers.example' })
    for (const { from, subject, text, html } of Object.values(mails)) {
      expect(from).toEqual({ name: 'Climbers', email: 'hello@climbers.example' })
      expect(subject).toMatch(/^Climbers: /)
      expect(text).toContain('Climbers')
      expect(html).toContain('<title>Climbers</title>')
    }
  })

  it('shows its code in a line of its own, in both parts, and nowhere in the subject', async () => {
    const mails = await everyMail()
    for (const kind of WITH_CODE) {
      const mail = mails[kind]
      const code = mail && codeIn(mail)
      expect(code, kind).toBeDefined()
      expect(mail?.html).toMatch(new RegExp(`^<p class="code"[^>]*>${code}</p>$`, 'm'))
      expect(mail?.subject).not.toContain(code)
    }
  })

  it('says how long its code works, in both parts', async () => {
    const mails = await everyMail()
    for (const kind of WITH_CODE) {
      expect(mails[kind]?.text).toContain('It works once, for 10 minutes.')
      expect(mails[kind]?.html).toContain('It works once, for 10 minutes.')
    }
  })

  it('has no code where it is only a warning', async () => {
    const { warning } = await everyMail()
    expect(`${warning?.subject} ${warning?.text}`).not.toMatch(/\d{6}/)
    expect(warning?.html).not.toContain('class="code"')
    expect(warning?.html).not.toContain('href')
  })

  it('says that there is a new password and where to choose another, without one in it', async () => {
    const { newPassword } = await everyMail()
    expect(newPassword?.subject).toBe('Latchkey: Your password was changed')
    expect(`${newPassword?.subject} ${newPassword?.text}`).not.toMatch(/\d{6}|battery/)
    expect(newPassword && linkIn(newPassword).href).toBe(`${ORIGIN}/account/forgot-password?lang=en`)
  })

  it('links to the page that takes the code, the same in both parts', async () => {
    const mails = await everyMail()
    for (const kind of WITH_CODE) {
      const mail = mails[kind]
      if (!mail) throw new Error(`no mail ${kind}`)
      const link = linkIn(mail)
      expect(link.origin).toBe(ORIGIN)
      expect(link.pathname).toMatch(/^\/account\/[a-z-]+$/)
      expect(link.searchParams.get('token')).toMatch(/^[\w-]{22}$/) // 128 bits
      // The page of one that signs in only shows the code.
      expect(link.searchParams.get('code'), kind).toBe(kind === 'login' ? codeIn(mail) : null)
      expect(unescapeHtml(/<a href="([^"]*)"/.exec(mail.html)?.[1])).toBe(link.href)
    }
    expect(mails.resetPassword && linkIn(mails.resetPassword).searchParams.get('email')).toBe(mails.resetPassword?.to)
  })

  it('links to the address that clients call, where one is set', async () => {
    const { verifyEmail } = await everyMail({ PUBLIC_URL: 'https://accounts.climbers.example/' })
    expect(verifyEmail && linkIn(verifyEmail).href).toMatch(/^https:\/\/accounts\.climbers\.example\/account\//)
  })

  it('has a button in the colour of the app, with text that can be read on it', async () => {
    const { verifyEmail } = await everyMail({ BRAND_COLOR: '#ffd400' })
    expect(verifyEmail?.html).toMatch(/class="button"[^>]*background-color: #ffd400; color: #000000;/)
  })

  it('is readable in dark mode, and fetches nothing', async () => {
    for (const { html } of Object.values(await everyMail())) {
      expect(html).toContain('<meta name="color-scheme" content="light dark">')
      expect(html).toContain('@media (prefers-color-scheme: dark)')
      expect(html).not.toMatch(/<(img|link|script|iframe|object|embed|video|audio|svg|form)\b|\bsrc=|url\(|@import/i)
      const outside = [...html.matchAll(/https?:\/\/[^/"<\s]+/g)].map(([origin]) => origin)
      expect(new Set(outside).difference(new Set([ORIGIN]))).toEqual(new Set())
    }
  })

  it('is a whole page, and a text that is made of lines', async () => {
    for (const { html, text } of Object.values(await everyMail())) {
      expect(html).toMatch(/^<!doctype html>\n<html lang="en" dir="ltr">[\s\S]+<\/html>\n$/)
      expect(text).toMatch(/[^\n]\n$/)
      expect(`${html}${text}`).not.toMatch(/undefined|\[object|null/)
    }
  })
})
