import { env } from 'cloudflare:workers'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { languageFor } from '../../../src/languages/language-for.ts'
import { codeMail } from '../../../src/mail/code-mail.ts'
import { layOut } from '../../../src/mail/layout.ts'
import { passkeyAddedMail } from '../../../src/mail/passkey-added-mail.ts'
import type { SentMail } from '../../support/mailbox.ts'
import { changeCodeOf, newPerson, resetCodeOf } from '../../support/person.ts'
import { verifyEmail } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

const HEADERS = 'Robin\r\nBcc: everybody@evil.example\r\nSubject: You won\r\n\r\nClick'
const MARKUP = '<img src=x onerror=alert(1)>'
const NAMES = [HEADERS, MARKUP, '"><script src=//evil.example></script>', '</title></style><h1>', '%s{{name}}&amp;']

/** No line break, nor another control character. */
const isOneLine = (text: string) => !/\p{Cc}|[\u2028\u2029]/u.test(text)

function expectClean({ from, to, subject, html }: SentMail): void {
  for (const header of [from.name, from.email, to, subject]) expect(header).toSatisfy(isOneLine)
  expect(html).not.toMatch(/<(img|script|h1)\b|onerror=|evil\.example/i)
}

describe('a name that is an attack', () => {
  it.each([HEADERS, 'a\nb', 'a\rb', 'a\u0000b', 'a\u001bb'])(
    'is refused where it is more than a line: %j',
    async (name) => {
      const body = { name, email: 'robin@example.com', password: PASSWORD }
      const { status, body: answer } = await call('/users/register', { body })
      expect([status, answer.errors[0].path]).toEqual([400, 'name'])
    },
  )

  it.each(NAMES)('gets into no mail, even if it is in the database: %j', async (name) => {
    const person = await newPerson()
    await env.DB.prepare('UPDATE users SET name = ?, bio = ? WHERE id = ?').bind(name, name, person._id).run()
    await env.DB.prepare('DELETE FROM codes').run()
    await person.as('/users/email/verification', { method: 'POST' })
    await resetCodeOf(person)
    await verifyEmail(person._id)
    await changeCodeOf(person, 'new@example.com')
    expect(person.mailbox.mails).toHaveLength(5)
    for (const mail of person.mailbox.mails) {
      expectClean(mail)
      expect(JSON.stringify(mail)).not.toContain(JSON.stringify(name).slice(1, -1))
    }
  })

  it('neither does the name of a device, nor a user agent, with what makes it one', async () => {
    const person = await newPerson()
    await verifyEmail(person._id)
    const headers = { 'user-agent': MARKUP }
    const body = { email: person.email, password: PASSWORD, deviceName: MARKUP }
    const { token } = (await person.service('/users/login', { headers, body })).body.data
    await person.service('/users/email', { method: 'PUT', headers, token, body: { ...body, email: 'new@example.com' } })
    expect(person.mailbox.mails).toHaveLength(4)
    for (const mail of person.mailbox.mails) expectClean(mail)
  })
})

describe('the name of a passkey that a thief adds', () => {
  const HOSTILE = 'Key" \u2069\u202e\u200bhttps://evil.example/stop, stop@evil.example <b> \u{1f6a8}'

  it.each(['en', 'ar'])('is no link in the notice to the owner, and turns no text: %s', async (locale) => {
    const language = await languageFor({ locale })
    const notice = { to: 'robin@example.com', appName: 'Latchkey', brandColor: '#0b57d0', language, baseUrl: undefined }
    const { text, html } = passkeyAddedMail({ ...notice, name: HOSTILE })
    const isolates = (mail: { text: string }) => mail.text.match(/\u2069/g)?.length
    for (const part of [text, html]) expect(part).not.toMatch(/https:|evil\.example|@evil|[\u200b\u202e]|\u{1f6a8}/u)
    const calm = passkeyAddedMail({ ...notice, name: 'Chrome on Mac 1.2' })
    expect(calm.text).toContain('Chrome on Mac 1.2')
    expect(isolates({ text })).toBe(isolates(calm))
  })
})

describe('an address that is an attack', () => {
  it.each([
    'robin@example.com\r\nBcc: everybody@evil.example',
    'robin@example.com, everybody@evil.example',
    'robin@example.com;everybody@evil.example',
    '<robin@example.com>',
    'Robin <robin@example.com>',
    '"<script>"@example.com',
    'robin@example.com?bcc=everybody@evil.example',
  ])('is refused wherever mail may go there: %j', async (email) => {
    const { as, service, mailbox } = await newPerson()
    const register = await service('/users/register', { body: { name: 'Robin', email, password: PASSWORD } })
    const change = await as('/users/email', { method: 'PUT', body: { email, password: PASSWORD } })
    const forgot = await service('/users/password/forgot', { body: { email } })
    for (const { status, body } of [register, change, forgot]) {
      expect([status, body.errors[0].path]).toEqual([400, 'email'])
    }
    expect(mailbox.mails).toHaveLength(1)
  })

  it('cannot leave its place in the link and the HTML', async () => {
    const to = `"><script>alert(1)</script>&code=000000#'@example.com`
    const baseUrl = 'https://api.example.com'
    const mail = await codeMail({
      purpose: 'reset_password',
      linkToken: 'none',
      to,
      subject: to,
      code: '123456',
      appName: 'Latchkey',
      brandColor: '#0b57d0',
      language: await languageFor({}),
      baseUrl,
      lifetimeMinutes: 15,
    })
    expect(mail.html).not.toContain('<script')
    const link = new URL(/^https:\S+$/m.exec(mail.text)?.[0] ?? '')
    expect(link.origin).toBe(baseUrl)
    expect([...link.searchParams]).toEqual([
      ['lang', 'en'],
      ['email', to],
      ['token', 'none'],
    ])
    expect(mail.html.match(/href="[^"]*"/g)).toHaveLength(1)
  })
})

describe('every value in the HTML of a mail', () => {
  it('is escaped, wherever it stands', async () => {
    const hostile = `"'><img src=x onerror=alert(1)>&amp;</style></title>`
    const language = await languageFor({})
    const all = (value: string) =>
      layOut(
        { appName: value, brandColor: '#0b57d0', language, baseUrl: undefined },
        { paragraphs: [value, value], code: value, link: { url: value, button: value } },
      )
    const { html } = all(hostile)
    const calm = all('a')
    const tags = (page: string) => page.match(/<[^>]*>/g)?.map((tag) => tag.replace(/href="[^"]*"/, 'href'))
    expect(tags(html)).toEqual(tags(calm.html))
    expect(html).toContain('&amp;amp;')
  })
})

describe('the name of the app, as it is told to Resend', () => {
  it('cannot add a recipient or another sender', async () => {
    const bodies: any[] = []
    vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
      bodies.push(JSON.parse(String(init.body)))
      return Response.json({})
    })
    const settings = { RESEND_API_KEY: 're_key', APP_NAME: 'Climbers" <evil@evil.example>, "' }
    await newPerson({ settings })
    expect(bodies[0].from).toBe('"Climbers\\" <evil@evil.example>, \\"" <no-reply@example.com>')
    expect(bodies[0].to).toEqual(['syamlal@example.com'])
  })

  it('is escaped in the HTML', async () => {
    const { mailbox } = await newPerson({ settings: { APP_NAME: MARKUP } })
    expect(mailbox.mails[0]?.html).not.toContain('<img')
  })
})
