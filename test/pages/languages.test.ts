import { describe, expect, it } from 'vitest'
import { speakAlso } from '../support/catalogue.ts'
import { errorOf, fieldOf, linkIn, openBrowser } from './support.ts'

const GERMAN = {
  'page.reset_password.title': 'Neues Passwort',
  'page.reset_password.hint': 'Mindestens {count} Zeichen.',
  'page.confirm_email.title': 'E-Mail-Adresse bestätigen',
  'page.field.code': 'Code',
  'page.wrong_field': '{field}: {message}.',
  'problem.code_invalid': 'Der Code stimmt nicht.',
  'field.must be six digits': 'muss sechs Ziffern haben',
} as const

const german = { headers: { 'accept-language': 'de' } }

describe('a page', () => {
  it('is in the language that the browser asks for', async () => {
    speakAlso('de', GERMAN)
    const { body } = await openBrowser().service('/account/reset-password', german)
    expect(body).toContain('<html lang="de" dir="ltr">')
    expect(body).toContain('<title>Neues Passwort · Latchkey</title>')
    expect(body).toContain('Mindestens 8 Zeichen.')
    expect(body).not.toContain('data-say')
  })

  it('is in that of the mail whose link leads to it, whatever the browser asks for, and so is where it leads', async () => {
    speakAlso('ar', { 'page.reset_password.title': 'كلمة مرور' })
    const { body } = await openBrowser().service('/account/reset-password?lang=ar', german)
    expect(body).toContain('<html lang="ar" dir="rtl">')
    expect(body).toContain('<h1>كلمة مرور</h1>')
    expect(body).toContain('href="/account/forgot-password?lang=ar"')
  })

  it('is in that of the settings where nobody asks', async () => {
    speakAlso('de', GERMAN)
    const browser = openBrowser({ DEFAULT_LOCALE: 'de' })
    expect((await browser.visit('/account/confirm-email')).body).toContain('E-Mail-Adresse bestätigen')
  })

  it('says in it what went wrong, and with which field', async () => {
    speakAlso('de', GERMAN)
    const browser = openBrowser()
    const sent = { email: 'a@example.com', password: 'correct horse battery staple' }
    const wrong = await browser.submit('/account/reset-password?lang=de', { ...sent, code: '12' })
    expect(errorOf(wrong)).toBe('Code: muss sechs Ziffern haben.')
    expect(fieldOf(wrong, 'email')).toBe('a@example.com')
    const other = await browser.submit('/account/reset-password?lang=de', { ...sent, code: '123456' })
    expect(errorOf(other)).toBe('Der Code stimmt nicht.')
  })

  it('takes nothing of what a link asks for but a language that there is', async () => {
    for (const lang of ['"><script>', 'de"onload="', 'x'.repeat(2_000), '../en', 'constructor', '__proto__']) {
      const query = new URLSearchParams({ lang })
      const { status, body } = await openBrowser().visit(`/account/reset-password?${query}`)
      expect(status).toBe(200)
      expect(body).toContain('<html lang="en" dir="ltr">')
      expect(body).not.toMatch(/<script|onload/)
    }
  })
})

describe('the link of a mail', () => {
  it('leads to a page in the language of the mail', async () => {
    speakAlso('de', GERMAN)
    const browser = openBrowser()
    const body = { name: 'Robin', email: 'robin@example.com', password: 'correct horse battery staple', locale: 'de' }
    await browser.service('/users/register', { body })
    const link = linkIn(browser, body.email)
    expect(link).toContain('lang=de&')
    expect((await browser.service(link, { headers: { 'accept-language': 'en' } })).body).toContain('<html lang="de"')
  })
})
