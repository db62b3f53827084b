import { describe, expect, it } from 'vitest'
import { Language, type MessageKey, type Messages } from '../../src/languages/language.ts'
import { catalogues, ENGLISH_WORDS, isOfConsole } from './support.ts'

const languages: [string, Messages][] = catalogues((key) => !isOfConsole(key))
const english = languages.find(([tag]) => tag === 'en')?.[1] ?? {}
const others = languages.filter(([tag]) => tag !== 'en')

const SUBJECT_MAX = 78 // RFC 5322 §2.1.1
const BUTTON_MAX = 40 // fits in 320 px

/** Words that are the same in several languages. */
const SHARED = ['mail.subject', 'page.field.email', 'page.field.password']

const placesIn = (message = '') => (message.match(/\{[^}]*\}/g) ?? []).sort()

const keysOf = (messages: Messages) => Object.keys(messages) as MessageKey[]

describe('English', () => {
  it('has sentences', () => {
    expect(keysOf(english).length).toBeGreaterThan(60)
  })
})

describe.each(languages)('%s', (tag, messages) => {
  const language = new Language(tag, messages)

  it('has every message, in the order of the English ones, and no other', () => {
    expect(keysOf(messages)).toEqual(keysOf(english))
  })

  it('has the same places for values', () => {
    for (const key of keysOf(english)) expect(placesIn(messages[key]), key).toEqual(placesIn(english[key]))
  })

  it('has no subject that is longer than a line, and no button that is wider than a phone', () => {
    const names = { appName: 'Latchkey', provider: 'Microsoft' }
    for (const key of keysOf(messages).filter((name) => name.endsWith('.subject'))) {
      const subject = language.say(key, names)
      expect(language.say('mail.subject', { ...names, subject }).length, key).toBeLessThanOrEqual(SUBJECT_MAX)
    }
    for (const key of keysOf(messages).filter((name) => name.endsWith('.button')))
      expect(language.say(key).length, key).toBeLessThanOrEqual(BUTTON_MAX)
  })

  it('has nothing in it but sentences: no markup, no break, no space around', () => {
    for (const [key, message] of Object.entries(messages)) {
      expect(message, key).not.toMatch(/[<>\n\r\t]|^\s|\s$/)
      expect(message.length, key).toBeGreaterThan(0)
    }
  })
})

describe.each(others)('%s', (_, messages) => {
  it('has no English left', () => {
    for (const key of keysOf(messages).filter((name) => !SHARED.includes(name))) {
      expect(messages[key], key).not.toBe(english[key])
      expect(messages[key], key).not.toMatch(ENGLISH_WORDS)
    }
  })
})
