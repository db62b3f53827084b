import { describe, expect, it } from 'vitest'
import { speakAlso } from '../support/catalogue.ts'
import { openMailbox } from '../support/mailbox.ts'
import { newPerson } from '../support/person.ts'
import { verifyEmail } from '../support/rows.ts'
import { serviceWith } from '../support/service.ts'
import { PASSWORD } from '../support/users.ts'

const GERMAN = {
  'mail.code.verify_email.subject': 'E-Mail-Adresse bestätigen',
  'mail.code.reset_password.subject': 'Neues Passwort wählen',
  'mail.code.login.subject': 'Ihr Code',
  'mail.code.terms': 'Er gilt einmal, {duration} lang.',
  'mail.notice.password_changed.subject': 'Ihr Passwort wurde geändert',
  'mail.notice.account_deleted.subject': 'Ihr Konto wurde gelöscht',
  'mail.notice.new_device.subject': 'Neue Anmeldung',
  'mail.notice.email_change.subject': 'Ihre E-Mail-Adresse ändert sich',
} as const

const germanHeader = { 'accept-language': 'de-CH, en;q=0.5' }
const anybody = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }

/** Somebody with a verified address who has chosen German, and what each of their calls then mails them. */
async function germanPerson() {
  speakAlso('de', GERMAN)
  const person = await newPerson({ email: 'robin@example.com' })
  await person.as('/users/profile', { method: 'PATCH', body: { locale: 'de_AT' } })
  await verifyEmail(person._id)
  const subjectAfter = async (call: () => Promise<unknown>): Promise<string | undefined> => {
    await call()
    return person.mailbox.mailsTo(person.email).at(-1)?.subject
  }
  return { ...person, subjectAfter }
}

describe('a mail is in the language', () => {
  it('that its reader has chosen, whatever the call asks for', async () => {
    const { as, service, email, subjectAfter } = await germanPerson()
    const headers = { 'accept-language': 'en' }
    const calls: [() => Promise<unknown>, keyof typeof GERMAN][] = [
      [() => service('/users/password/forgot', { headers, body: { email } }), 'mail.code.reset_password.subject'],
      [() => service('/users/login/code', { headers, body: { email, locale: 'en' } }), 'mail.code.login.subject'],
      [
        () => service('/users/login', { headers, body: { email, password: PASSWORD, deviceName: 'another' } }),
        'mail.notice.new_device.subject',
      ],
      [
        () => as('/users/email', { method: 'PUT', headers, body: { email: 'new@example.com', password: PASSWORD } }),
        'mail.notice.email_change.subject',
      ],
      [
        () => as('/users/account', { method: 'DELETE', headers, body: { password: PASSWORD } }),
        'mail.notice.account_deleted.subject',
      ],
    ]
    for (const [call, key] of calls) expect(await subjectAfter(call)).toBe(`Latchkey: ${GERMAN[key]}`)
  })

  it('that somebody chooses as they register', async () => {
    speakAlso('de', GERMAN)
    const mailbox = openMailbox()
    await serviceWith({ EMAIL: mailbox.EMAIL })('/users/register', { body: { ...anybody, locale: 'de' } })
    expect(mailbox.mails[0]?.subject).toBe(`Latchkey: ${GERMAN['mail.code.verify_email.subject']}`)
    expect(mailbox.mails[0]?.text).toContain('Er gilt einmal, 10 Minuten lang.')
    expect(mailbox.mails[0]?.html).toContain('<html lang="de" dir="ltr">')
  })

  it('that the call asks for, of somebody who has chosen none', async () => {
    speakAlso('de', GERMAN)
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL })
    await service('/users/register', { headers: germanHeader, body: anybody })
    expect(mailbox.mails[0]?.subject).toBe(`Latchkey: ${GERMAN['mail.code.verify_email.subject']}`)
  })

  it('of the settings, where nothing else is known', async () => {
    speakAlso('de', GERMAN)
    const { mailbox } = await newPerson({ settings: { DEFAULT_LOCALE: 'de' } })
    expect(mailbox.mails[0]?.subject).toBe(`Latchkey: ${GERMAN['mail.code.verify_email.subject']}`)
  })

  it('that asks for a code to sign in, for somebody who has no account yet', async () => {
    speakAlso('de', GERMAN)
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL, SIGN_UP_BY_CODE: 'on' })
    await service('/users/login/code', { body: { email: 'nobody@example.com', locale: 'de' } })
    expect(mailbox.mails[0]?.subject).toBe(`Latchkey: ${GERMAN['mail.code.login.subject']}`)
  })

  it('English, where there is none of these', async () => {
    const { mailbox } = await newPerson({ settings: { DEFAULT_LOCALE: '' } })
    expect(mailbox.mails[0]?.subject).toBe('Latchkey: Confirm your email address')
  })
})

describe('a mail', () => {
  it('is sent whatever a call says of languages', async () => {
    for (const header of ['*', ';q=1', 'xx-'.repeat(500), 'de;q=9']) {
      const mailbox = openMailbox()
      const email = `${crypto.randomUUID()}@example.com`
      await serviceWith({ EMAIL: mailbox.EMAIL })('/users/register', {
        headers: { 'accept-language': header },
        body: { ...anybody, email },
      })
      expect(mailbox.mails[0]?.subject, header).toBe('Latchkey: Confirm your email address')
    }
  })

  it('runs from right to left where its language does, and its code is still found', async () => {
    speakAlso('ar', { 'mail.code.verify_email.subject': 'تأكيد' })
    const mailbox = openMailbox()
    await serviceWith({ EMAIL: mailbox.EMAIL })('/users/register', { body: { ...anybody, locale: 'ar-EG' } })
    expect(mailbox.mails[0]?.html).toContain('<html lang="ar" dir="rtl">')
    expect(mailbox.lastCode()).toMatch(/^\d{6}$/)
  })

  it('has its code before all else in what a notification shows', async () => {
    const { mailbox } = await newPerson()
    const [mail] = mailbox.mails
    const body = mail?.html
      .slice(mail.html.indexOf('<body'))
      .replace(/<[^>]*>/g, '')
      .trim()
    expect(body).toMatch(new RegExp(`^Your code: ${mailbox.lastCode()} · `))
  })

  it('keeps its looks where a mail program drops the style sheet', async () => {
    const { mailbox } = await newPerson()
    const elements = mailbox.mails[0]?.html.match(/<(p|a|div|body)\b[^>]*>/g) ?? []
    expect(elements.length).toBeGreaterThan(5)
    for (const element of elements) expect(element).toContain('style="')
  })
})
