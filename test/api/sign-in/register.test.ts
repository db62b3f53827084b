import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { DAY, SECOND, stopClock } from '../../support/clock.ts'
import { onlySession, sessionRows, userRow, userRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const register = (changes: Record<string, unknown> = {}) =>
  call('/users/register', { body: { name: 'Syamlal', email: 'syamlal@example.com', password: PASSWORD, ...changes } })

const paths = (body: any): string[] => body.errors.map(({ path }: { path: string }) => path)

describe('a registration', () => {
  it('answers 201 with the own profile and both tokens, and no password in any form', async () => {
    const now = stopClock().toISOString()
    const { status, body } = await register()
    expect(status).toBe(201)
    expect(body).toEqual({
      data: {
        _id: expect.stringMatching(/^[\w-]{22}$/),
        name: 'Syamlal',
        email: 'syamlal@example.com',
        emailVerified: false,
        isGuest: false,
        bio: null,
        avatarUrl: null,
        locale: null,
        createdAt: now,
        updatedAt: now,
        roles: [],
        metadata: {},
        appMetadata: {},
        token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
        refreshToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      },
    })
  })

  it('may bring the rest of the profile along, checked as a change of it is', async () => {
    const profile = { bio: ' Climbs things. ', avatarUrl: 'https://example.com/s.png', locale: 'en-gb' }
    const { body } = await register(profile)
    expect(body.data).toMatchObject({ ...profile, bio: 'Climbs things.', locale: 'en-GB' })
    expect(await userRow(body.data._id)).toMatchObject({ bio: 'Climbs things.', locale: 'en-GB' })

    const without = await register({ email: 'robin@example.com', bio: '', locale: null })
    expect(without.body.data).toMatchObject({ bio: null, avatarUrl: null, locale: null })

    const refused = await register({ email: 'kim@example.com', avatarUrl: 'http://example.com/s.png', bio: 5 })
    expect(refused).toMatchObject({ status: 400, body: { code: 'invalid_request' } })
    expect(paths(refused.body)).toEqual(['bio', 'avatarUrl'])
    expect(await userRows()).toHaveLength(2)
  })

  it.each([
    ['en_US', 'en-US'],
    ['en_US@calendar=gregorian', 'en-US'],
    ['C', null],
    ['en-US,en;q=0.9', null],
    ['x'.repeat(1_000), null],
  ])('takes the locale of the device as far as it can be read: %j', async (locale, stored) => {
    const { status, body } = await register({ locale })
    expect([status, body.data?.locale]).toEqual([201, stored])
  })

  it.each([
    ['one kind of character', 'zgxkqvjwpm'],
    ['spaces and signs', ' :) ~~ \t \\ "\' % '],
    ['any script', 'пароль-длинный 密码'],
    ['256 characters', 'kq7 '.repeat(64)],
  ])('takes a password of %s (OWASP ASVS 5.0, 6.2.5 and 6.2.9)', async (_, password) => {
    expect((await register({ password })).status).toBe(201)
    expect((await call('/users/login', { body: { email: 'syamlal@example.com', password } })).status).toBe(200)
  })

  it('signs in: both tokens work, and are of one session', async () => {
    const now = stopClock().getTime()
    const { _id, token, refreshToken } = await registerUser()
    const session = await onlySession()
    expect(session).toMatchObject({ user_id: _id, previous_refresh_id: null, expires_at: now + 60 * DAY })
    expect(decodeJwt(token)).toEqual({
      iss: 'https://api.example.com',
      aud: 'latchkey',
      sub: _id,
      sid: session.id,
      gen: 0,
      iat: now / SECOND,
      exp: (now + 10 * DAY) / SECOND,
    })
    expect(decodeJwt(refreshToken)).toEqual({
      iss: 'https://api.example.com',
      aud: 'latchkey',
      sub: _id,
      sid: session.id,
      jti: session.refresh_id,
      exp: (now + 60 * DAY) / SECOND,
    })
    expect((await call('/users/profile', { token })).status).toBe(200)
    expect((await call('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
  })

  it('stores the password as its hash only', async () => {
    const { _id } = await registerUser()
    const row = await userRow(_id)
    expect(row.password_hash).toMatch(/^\$pbkdf2-chain-sha256\$i=10000,n=2\$[\w-]{22}\$[\w-]{43}$/)
    expect(JSON.stringify(row)).not.toContain(PASSWORD)
  })

  it('gives everybody an id that tells nothing of the others', async () => {
    const ids = []
    for (const email of ['a@example.com', 'b@example.com', 'c@example.com'])
      ids.push((await registerUser({ email }))._id)
    expect(new Set(ids.map((id) => id.slice(0, 4))).size).toBe(3)
  })
})

describe('two registrations of one email', () => {
  const pairs: [string, string][] = [
    ['a@x.io', 'a@x.io'],
    ['A@x.io', ' a@X.io '],
    ['ﬁ@x.io', 'fi@x.io'],
    ['ａ@x.io', 'a@x.io'],
  ]
  for (const [first, second] of pairs) {
    it(`at once are one 201, one 409 and one row: ${JSON.stringify([first, second])}`, async () => {
      const answers = await Promise.all([register({ email: first }), register({ email: second })])
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
      expect(await userRows()).toHaveLength(1)
      expect(await sessionRows()).toHaveLength(1)
    })
  }

  it('one after the other leave the first as it was', async () => {
    const { _id } = await registerUser()
    const before = await userRow(_id)
    const answer = await register({ name: 'Mallory', password: 'another password' })
    expect(answer).toMatchObject({ status: 409, body: { code: 'email_taken' } })
    expect(answer.body).not.toHaveProperty('data')
    expect(await userRows()).toEqual([before])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('ten at once are one user', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => register()))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(9)
    expect(await userRows()).toHaveLength(1)
  })
})

describe('an email', () => {
  it('is stored trimmed, in lower case and in NFKC', async () => {
    const { body } = await register({ email: '  Syamlal.Ｋ@Example.COM ' })
    expect(body.data.email).toBe('syamlal.k@example.com')
  })

  for (const email of [
    'a+b@x.io',
    "o'brien@x.io",
    'a.b@sub.x.co.uk',
    'a@xn--bcher-kva.example',
    `${'x'.repeat(64)}@x.io`,
  ]) {
    it(`may be ${email.slice(0, 30)}`, async () => {
      expect((await register({ email })).status).toBe(201)
    })
  }

  for (const email of [
    '',
    'nobody',
    '@x.io',
    'a@',
    'a@x',
    'a@@x.io',
    'a b@x.io',
    'a@x io',
    'a@x.io, b@x.io',
    'Somebody <a@x.io>',
    'a@x.io\r\nBcc: b@x.io',
    'a@x.io\0',
    `${'x'.repeat(65)}@x.io`,
    `a@${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}.${'x'.repeat(60)}`,
    null,
    5,
    ['a@x.io'],
    { email: 'a@x.io' },
  ]) {
    it(`may not be ${JSON.stringify(email)?.slice(0, 40)}`, async () => {
      const { status, body } = await register({ email })
      expect(status).toBe(400)
      expect(body.code).toBe('invalid_request')
      expect(paths(body)).toEqual(['email'])
      expect(await userRows()).toEqual([])
    })
  }
})

describe('a password', () => {
  const acceptable: [string, string][] = [
    ['8 characters', 'horse 42'],
    ['256 characters', 'x'.repeat(256)],
    ['8 characters of 4 bytes each', '🔑'.repeat(8)],
    ['256 characters of 4 bytes each', '🔑'.repeat(256)],
    ['spaces', '        '],
    ['no digits and no capitals', 'correct horse'],
    ['a line break and a tab', 'correct\thorse\n'],
  ]
  for (const [name, password] of acceptable) {
    it(`may be ${name}, and logs in`, async () => {
      expect((await register({ password })).status).toBe(201)
      const answer = await call('/users/login', { body: { email: 'syamlal@example.com', password } })
      expect(answer.status).toBe(200)
    })
  }

  const unacceptable: [string, unknown][] = [
    ['empty', ''],
    ['7 characters', '1234567'],
    ['a character that NFKC makes eighteen of', 'ﷺ'],
    ['7 characters of 4 bytes each', '🔑'.repeat(7)],
    ['257 characters', 'x'.repeat(257)],
    ['257 characters of 4 bytes each', '🔑'.repeat(257)],
    ['8 characters that NFKC makes 4 of', 'e\u0301'.repeat(4)],
    ['a lone high surrogate', 'correct horse \ud83d'],
    ['a lone low surrogate', 'correct horse \udd11'],
    ['a surrogate pair the wrong way round', 'correct horse \udd11\ud83d'],
    ['with a NUL', 'correct horse\0'],
    ['null', null],
    ['a number', 1234567890],
    ['an array', ['correct', 'horse']],
  ]
  for (const [name, password] of unacceptable) {
    it(`may not be ${name}`, async () => {
      const { status, body } = await register({ password })
      expect(status).toBe(400)
      expect(paths(body)).toEqual(['password'])
      expect(await userRows()).toEqual([])
    })
  }

  it('keeps its spaces, also those at its ends', async () => {
    await register({ password: ' correct horse ' })
    const login = (password: string) => call('/users/login', { body: { email: 'syamlal@example.com', password } })
    expect((await login(' correct horse ')).status).toBe(200)
    expect((await login('correct horse')).status).toBe(401)
  })
})
