import { describe, expect, it } from 'vitest'
import { CATALOGUES } from '../../src/languages/catalogues.gen.ts'
import { speakAlso } from '../support/catalogue.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { serviceWith } from '../support/service.ts'

const GERMAN = {
  'problem.token_missing': 'Es fehlt ein Token.',
  'problem.invalid_request': 'Einige Felder fehlen oder sind falsch.',
  'problem.not_found': 'Hier ist nichts.',
  'problem.The picture is larger than {n1} MiB.': 'Das Bild hat mehr als {n1} MiB.',
  'field.is required': 'fehlt',
  'field.must be an email address': 'muss eine E-Mail-Adresse sein',
  'field.must have at least {n1} characters': 'mindestens {n1} Zeichen',
} as const

const asked = (languages: string) => ({ headers: { 'accept-language': languages } })

describe('the message of a problem', () => {
  it('is in the language that a call asks for; its code and its status stay', async () => {
    speakAlso('de', GERMAN)
    const { status, headers, body } = await serviceWith()('/users/profile', asked('de-AT, en;q=0.5'))
    expect([status, body.code, body.message]).toEqual([401, 'token_missing', GERMAN['problem.token_missing']])
    expect(headers.get('content-language')).toBe('de')
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/)
    expect(body.title).toBe('Unauthorized')
  })

  it('names what is wrong with a field in it, with its numbers, and the field as it is called in the call', async () => {
    speakAlso('de', GERMAN)
    const { body } = await serviceWith()('/users/register', {
      ...asked('de'),
      body: { email: 'no address', password: 'short' },
    })
    expect(body.message).toBe(GERMAN['problem.invalid_request'])
    expect(body.errors).toEqual([
      { path: 'name', message: 'fehlt' },
      { path: 'email', message: 'muss eine E-Mail-Adresse sein' },
      { path: 'password', message: 'mindestens 8 Zeichen' },
    ])
  })

  it('is in that of the settings where a call asks for none, or for any', async () => {
    speakAlso('de', GERMAN)
    const service = serviceWith({ DEFAULT_LOCALE: 'de' })
    expect((await service('/nothing')).body.message).toBe(GERMAN['problem.not_found'])
    expect((await service('/nothing', asked('*'))).body.message).toBe(GERMAN['problem.not_found'])
    expect((await service('/nothing', asked('en'))).body.message).toBe('There is nothing at this address.')
  })

  it('is in what is wanted most, and not in the English that is wanted less or not at all', async () => {
    speakAlso('de', GERMAN)
    for (const header of ['en;q=0.1, de', 'en-GB;q=0.5,de;q=0.9', 'en;q=0,de', ' en-GB ; q=0.9 , de;q=0.95'])
      expect((await serviceWith()('/nothing', asked(header))).body.message, header).toBe(GERMAN['problem.not_found'])
  })

  it('is in English where there is no such language, and for a header that says nothing', async () => {
    for (const header of ['fi', 'en-GB, de', 'en;q=0.9', '', '*', ';q=1', 'x'.repeat(5_000)]) {
      const { status, headers, body } = await serviceWith()('/nothing', asked(header))
      expect([status, body.message], header).toEqual([404, 'There is nothing at this address.'])
      expect(headers.get('content-language'), header).toBe('en')
    }
  })

  it('is in English if its language cannot be loaded, which is logged once', async () => {
    expectLogs('language_not_loaded')
    CATALOGUES.de = [() => Promise.reject(new Error('No such module'))]
    const { status, headers, body } = await serviceWith()('/nothing', asked('de'))
    expect([status, body.message]).toEqual([404, 'There is nothing at this address.'])
    expect(headers.get('content-language')).toBe('en')
    expect(logged('language_not_loaded')).toMatchObject([{ level: 'error', error: 'Error' }])
  })

  it('loads nothing for who reads English', async () => {
    const german = speakAlso('de', GERMAN)
    const english = speakAlso('en', {})
    await serviceWith()('/nothing', asked('en-US,en;q=0.9,de;q=0.8'))
    await serviceWith()('/nothing')
    expect([german.loads, english.loads]).toEqual([0, 0])
  })
})
