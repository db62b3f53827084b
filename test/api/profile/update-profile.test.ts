import { describe, expect, it } from 'vitest'
import { advance, HOUR, stopClock } from '../../support/clock.ts'
import { userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const FULL = {
  name: 'Robin',
  bio: 'Climbs things.',
  avatarUrl: 'https://example.com/robin.png',
  locale: 'en-GB',
}

/** Somebody whose profile is filled in. */
async function begin() {
  stopClock()
  const user = await registerUser()
  const put = (body: unknown, method = 'PUT') => call('/users/profile', { method, token: user.token, body })
  const answer = await put(FULL)
  expect(answer.status).toBe(200)
  return { ...user, put, profile: answer.body.data }
}

/** A value in the name of a test: whole characters, and not too many. */
const show = (value: unknown) => [...JSON.stringify(value)].slice(0, 40).join('')

const paths = (body: any): string[] => body.errors.map(({ path }: { path: string }) => path)

describe('PUT and PATCH /users/profile', () => {
  for (const method of ['PUT', 'PATCH']) {
    it(`${method} answers the merged profile, which is what a read answers`, async () => {
      const { token, put } = await begin()
      const now = advance(HOUR).toISOString()
      const { status, body } = await put({ bio: 'Reads things.' }, method)
      expect(status).toBe(200)
      expect(body.data).toMatchObject({ ...FULL, bio: 'Reads things.', updatedAt: now })
      expect((await call('/users/profile', { token })).body).toEqual(body)
    })

    it(`${method} leaves what it does not name`, async () => {
      const { put, profile } = await begin()
      for (const [field, value] of Object.entries({ ...FULL, name: 'R', locale: 'fr' })) {
        const { body } = await put({ [field]: value }, method)
        expect(body.data[field]).toBe(value)
      }
      const { body } = await put({ name: 'Robin', locale: 'en-GB' }, method)
      expect(body.data).toEqual({ ...profile, updatedAt: body.data.updatedAt })
    })

    it(`${method} with nothing in it changes nothing, updatedAt included`, async () => {
      const { _id, put, profile } = await begin()
      const before = await userRow(_id)
      advance(HOUR)
      for (const body of [{}, { unknown: 1 }, { email: 'new@example.com' }]) {
        const answer = await put(body, method)
        expect(answer.status).toBe(200)
        expect(answer.body.data).toEqual(profile)
      }
      expect(await userRow(_id)).toEqual(before)
    })

    for (const nothing of [null, '', '  ']) {
      it(`${method} clears an optional field by ${JSON.stringify(nothing)}`, async () => {
        const { put } = await begin()
        const { body } = await put({ bio: nothing, avatarUrl: nothing, locale: nothing }, method)
        expect(body.data).toMatchObject({ name: 'Robin', bio: null, avatarUrl: null, locale: null })
      })

      it(`${method} leaves the name, which nobody is without, at ${JSON.stringify(nothing)}`, async () => {
        const { put, profile } = await begin()
        advance(HOUR)
        expect((await put({ name: nothing }, method)).body.data).toEqual(profile)
        const { body } = await put({ name: nothing, bio: 'Reads things.' }, method)
        expect(body.data).toMatchObject({ ...FULL, bio: 'Reads things.' })
      })
    }
  }

  it('moves updatedAt on and never createdAt', async () => {
    const { put, profile } = await begin()
    const now = advance(HOUR).toISOString()
    const { body } = await put({ name: 'Robin' })
    expect(body.data).toMatchObject({ createdAt: profile.createdAt, updatedAt: now })
  })

  it('of two at once with different fields loses neither', async () => {
    const { token, put } = await begin()
    await Promise.all([put({ name: 'A' }), put({ bio: 'B' }), put({ locale: 'de' })])
    expect((await call('/users/profile', { token })).body.data).toMatchObject({ name: 'A', bio: 'B', locale: 'de' })
  })
})

describe('name', () => {
  const names: [string, string][] = [
    ['  Robin ', 'Robin'],
    ['x', 'x'],
    ['🧗'.repeat(100), '🧗'.repeat(100)],
    ["Robin O'Hara-Smith, Jr.", "Robin O'Hara-Smith, Jr."],
    ['<b>Robin</b>', '<b>Robin</b>'],
    ['नमस्ते', 'नमस्ते'],
    ['محمد', 'محمد'],
    ['👩‍👩‍👧', '👩‍👩‍👧'],
  ]
  for (const [sent, stored] of names) {
    it(`may be ${show(sent)}`, async () => {
      const { put } = await begin()
      expect((await put({ name: sent })).body.data.name).toBe(stored)
    })
  }

  for (const name of [
    '\u200b\u200d',
    '\u202e',
    'x'.repeat(101),
    '🧗'.repeat(101),
    'a\nb',
    'a\r\nBcc: b',
    'a\tb',
    'a\0b',
    'a\u0007b',
    'a\ud83db',
    5,
    true,
    ['Robin'],
    { first: 'Robin' },
  ]) {
    it(`may not be ${show(name)}`, async () => {
      const { _id, put } = await begin()
      const before = await userRow(_id)
      const { status, body } = await put({ name, bio: 'changed' })
      expect(status).toBe(400)
      expect(paths(body)).toEqual(['name'])
      expect(await userRow(_id)).toEqual(before)
    })
  }
})

describe('bio', () => {
  it('may have lines, and a thousand characters', async () => {
    const { put } = await begin()
    for (const bio of ['one\ntwo\r\nthree', '🧗'.repeat(1_000)]) {
      expect((await put({ bio })).body.data.bio).toBe(bio)
    }
  })

  for (const bio of ['x'.repeat(1_001), 'a\0b', 'a\udd11b', 5, ['x']]) {
    it(`may not be ${show(bio)}`, async () => {
      const { put } = await begin()
      const { status, body } = await put({ bio })
      expect(status).toBe(400)
      expect(paths(body)).toEqual(['bio'])
    })
  }
})

describe('avatarUrl', () => {
  for (const avatarUrl of [
    'https://example.com',
    'https://example.com/a.png?size=2#x',
    'https://example.com:8443/a',
    'https://bücher.example/ü.png',
    `https://example.com/${'x'.repeat(2_028)}`,
  ]) {
    it(`may be ${show(avatarUrl)}`, async () => {
      const { put } = await begin()
      const { status, body } = await put({ avatarUrl })
      expect(status).toBe(200)
      expect(new URL(body.data.avatarUrl).href).toBe(new URL(avatarUrl).href)
    })
  }

  for (const avatarUrl of [
    'http://example.com/a.png',
    'HTTP://example.com/a.png',
    '//example.com/a.png',
    '/a.png',
    'a.png',
    'javascript:alert(1)',
    'JAVASCRIPT:alert(1)//https://example.com',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'https://',
    'https:// example.com',
    'https://user:password@example.com/a.png',
    'https://user@example.com/a.png',
    `https://example.com/${'x'.repeat(2_029)}`,
    5,
    ['https://example.com'],
  ]) {
    it(`may not be ${show(avatarUrl)}`, async () => {
      const { _id, put } = await begin()
      const before = await userRow(_id)
      const { status, body } = await put({ avatarUrl })
      expect(status).toBe(400)
      expect(paths(body)).toEqual(['avatarUrl'])
      expect(await userRow(_id)).toEqual(before)
    })
  }
})

describe('locale', () => {
  const locales: [string, string][] = [
    ['en', 'en'],
    ['EN-gb', 'en-GB'],
    [' pt-br ', 'pt-BR'],
    ['zh-hant-tw', 'zh-Hant-TW'],
    ['iw', 'he'],
    ['de-u-co-phonebk', 'de-u-co-phonebk'],
    ['en_US', 'en-US'],
    ['pt_BR', 'pt-BR'],
    ['zh_Hans_CN', 'zh-Hans-CN'],
    ['en-US-u-ca-gregory', 'en-US-u-ca-gregory'],
    ['en_US@calendar=gregorian;numbers=latn;currency=USD', 'en-US'], // iOS
    ['en_US_POSIX', 'en-US-u-va-posix'],
    ['de_DE.UTF-8@euro', 'de-DE'], // POSIX
    ['iw_IL', 'he-IL'], // Android
    ['zh_TW_#Hant', 'zh-Hant-TW'],
    ['es_419_#Latn', 'es-Latn-419'],
    ['en_US_#u-mu-celsius', 'en-US-u-mu-celsius'],
    ['sr__#Latn', 'sr-Latn'],
  ]
  for (const [sent, stored] of locales) {
    it(`is stored in its canonical spelling: ${show(sent)}`, async () => {
      const { put } = await begin()
      expect((await put({ locale: sent })).body.data.locale).toBe(stored)
    })
  }

  for (const locale of [
    'deutschland',
    'en_',
    'en__GB',
    '_GB',
    'C.UTF-8',
    'zh_TW_#',
    `en@${'x'.repeat(253)}`,
    'e',
    'en-',
    'en-GB-',
    'en GB',
    '*',
    `en-x-${'abcdefgh-'.repeat(4)}a`,
    5,
    [],
  ]) {
    it(`may not be ${show(locale)}`, async () => {
      const { put } = await begin()
      const { status, body } = await put({ locale })
      expect(status).toBe(400)
      expect(paths(body)).toEqual(['locale'])
    })
  }
})
