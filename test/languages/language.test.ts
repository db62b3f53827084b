import { describe, expect, it } from 'vitest'
import { Language } from '../../src/languages/language.ts'
import { languageFor } from '../../src/languages/language-for.ts'
import { speakAlso } from '../support/catalogue.ts'

const DE = { 'mail.subject': '{appName}: {subject}', 'mail.code.preview': 'Ihr Code: {code}' }

describe('a language', () => {
  it('puts values into their places, and nothing of a value is a place or a pattern', () => {
    const german = new Language('de', DE)
    expect(german.say('mail.code.preview', { code: '123456' })).toBe('Ihr Code: 123456')
    const subject = '{appName} $& $1'
    expect(german.say('mail.subject', { appName: '{subject}', subject })).toBe('{subject}: {appName} $& $1')
  })

  it('says in English what a team has no sentence for', async () => {
    speakAlso('nl', { 'mail.notice.button': 'Kies een wachtwoord' })
    const dutch = await languageFor({ locale: 'nl' })
    expect(dutch.say('mail.notice.button')).toBe('Kies een wachtwoord')
    expect(dutch.say('mail.invitation.button')).toBe('Choose your password')
  })

  it('has numbers of its own, with their plural', () => {
    expect(new Language('en', {}).duration(1, 'minute')).toBe('1 minute')
    expect(new Language('en', {}).duration(10, 'minute')).toBe('10 minutes')
    expect(new Language('de', {}).duration(7, 'day')).toBe('7 Tage')
    expect(new Language('ru', {}).duration(10, 'minute')).toBe('10 минут')
  })

  it('runs from right to left where it is written so, and sets values apart there', () => {
    const arabic = new Language('ar', { 'mail.code.preview': 'رمزك: {code}' })
    expect(['ar', 'he', 'fa', 'de', 'zh-Hant'].map((tag) => new Language(tag, {}).direction)).toEqual([
      'rtl',
      'rtl',
      'rtl',
      'ltr',
      'ltr',
    ])
    expect(arabic.say('mail.code.preview', { code: '123456' })).toBe('رمزك: \u2068123456\u2069')
  })
})

describe('the language of somebody', () => {
  it.each([
    [{ locale: 'de-CH', acceptLanguage: 'ar' }, 'de'],
    [{ locale: 'fi', acceptLanguage: 'ar' }, 'ar'],
    [{ locale: null, acceptLanguage: 'fi, de;q=0.5' }, 'de'],
    [{ acceptLanguage: 'not; a header', fallback: 'ar' }, 'ar'],
    [{ locale: 'fi', acceptLanguage: 'fi', fallback: 'fi' }, 'en'],
    [{}, 'en'],
  ])('%j is %s', async (wish, tag) => {
    speakAlso('de', DE)
    speakAlso('ar', {})
    expect((await languageFor(wish)).tag).toBe(tag)
  })

  it('is loaded, and no other is', async () => {
    const german = speakAlso('de', DE)
    const arabic = speakAlso('ar', {})
    await languageFor({ locale: 'de' })
    expect([german.loads, arabic.loads]).toEqual([1, 0])
  })
})
