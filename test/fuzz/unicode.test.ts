import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { userRows } from '../support/rows.ts'
import { type Answer, call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'
import { anyText, RUNS, TIMEOUT_MS } from './arbitraries.ts'
import { expectProblem } from './failure-shape.ts'

const register = (fields: Record<string, unknown> = {}): Promise<Answer> =>
  call('/users/register', { body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD, ...fields } })

const login = (password: string, email = 'robin@example.com') => call('/users/login', { body: { email, password } })

function expectRefused(answer: Answer, path: string): void {
  expect(answer.status).toBe(400)
  expectProblem(answer)
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([path])
}

const BROKEN = {
  'a lone high surrogate': 'abcdefgh\ud83d',
  'a lone low surrogate': '\ude00abcdefgh',
  'a pair the wrong way round': 'abcd\ude00\ud83defgh',
  NUL: 'abcd\0efgh',
}

describe('text that UTF-8 or a database would change', () => {
  for (const [what, text] of Object.entries(BROKEN)) {
    it(`is refused in every field: ${what}`, async () => {
      expectRefused(await register({ name: text }), 'name')
      expectRefused(await register({ email: `${text}@example.com` }), 'email')
      expectRefused(await register({ password: text }), 'password')
      expectRefused(await register({ deviceName: text }), 'deviceName')
      expect(await userRows()).toEqual([])
      const { token } = await registerUser()
      for (const field of ['name', 'bio', 'avatarUrl', 'locale']) {
        expectRefused(await call('/users/profile', { method: 'PUT', token, body: { [field]: text } }), field)
      }
    })

    it(`is refused in a form, too: ${what}`, async () => {
      // A form cannot carry half a surrogate: its three bytes are no UTF-8.
      const encoded = { '\ud83d': '%ED%A0%BD', '\ude00': '%ED%B8%80', '\0': '%00' }
      const name = [...text].map((unit) => encoded[unit as keyof typeof encoded] ?? unit).join('')
      const body = `name=${name}&email=robin%40example.com&password=correct+horse+battery`
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const answer = await call('/users/register', { method: 'POST', headers, body })
      expect(answer.status).toBe(400)
      expectProblem(answer)
    })
  }
})

describe('a password', () => {
  it('may be 256 characters of four bytes each, and no more', async () => {
    const longest = `${'😀'.repeat(255)}𝒳` // the last one is another after NFKC, and so is the whole
    expect((await register({ password: longest })).status).toBe(201)
    expect((await login(longest)).status).toBe(200)
    expect((await login(`${'😀'.repeat(255)}𝒴`)).status).toBe(401)
    expectRefused(await register({ email: 'other@example.com', password: '😀'.repeat(257) }), 'password')
    expectRefused(await login('😀'.repeat(257)), 'password')
  })

  it('may be eight characters of four bytes each, and no fewer', async () => {
    expectRefused(await register({ password: '😀'.repeat(7) }), 'password')
    expect((await register({ password: '😀'.repeat(8) })).status).toBe(201)
  })

  it('is measured as it is compared: a ligature counts for what it stands for', async () => {
    expectRefused(await register({ password: '\ufdfa'.repeat(15) }), 'password') // 270 after NFKC
    expect((await register({ password: '\ufdfa'.repeat(14) })).status).toBe(201) // 252
    expect((await login('\ufdfa'.repeat(14))).status).toBe(200)
    expectRefused(await register({ email: 'b@example.com', password: '\ufdfa' }), 'password') // one before it
  })

  it.each([
    ['spaces around it', '  correct horse  ', 'correct horse'],
    ['case', 'Correct Horse', 'correct horse'],
    ['a zero-width joiner', 'correct\u200dhorse', 'correcthorse'],
    ['a look-alike', 'pаssword12', 'password12'], // Cyrillic а
    ['an accent', 'pässword12', 'password12'],
  ])('differs from another by %s', async (_, password, other) => {
    expect((await register({ password })).status).toBe(201)
    expect((await login(password)).status).toBe(200)
    expect((await login(other)).status).toBe(401)
  })

  it('that is taken signs in, whatever it is', { timeout: TIMEOUT_MS }, async () => {
    let count = 0
    await fc.assert(
      fc.asyncProperty(anyText, async (password) => {
        const email = `user-${count++}@example.com`
        const { status } = await register({ email, password })
        expect(status === 201).toBe((await login(password, email)).status === 200)
        const isFair = password.isWellFormed() && !password.includes('\0')
        const length = [...password.normalize('NFKC')].length
        expect(status).toBe(isFair && length >= 8 && length <= 256 ? 201 : 400)
      }),
      { numRuns: RUNS },
    )
  })
})

describe('a name', () => {
  it.each([
    'שלום עולם',
    'مرحبا',
    '\u202eneeuq\u202c',
    'ไทย',
    'Zoë',
    'Zoe\u0308',
    '👩‍👩‍👧‍👦',
    'नि‍रव', // a zero-width joiner within
    'می\u200cخواهم', // a zero-width non-joiner, as Persian is written
    '홍길동',
    '❤\ufe0f', // a variation selector
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}', // the flag of England: tags
    '⠗⠕⠃⠊⠝', // Braille
    '\ufdfa',
    '𝕽𝖔𝖇𝖎𝖓',
    'x'.repeat(100),
    '😀'.repeat(100),
    "Robert'); DROP TABLE users;--",
    '<script>alert(1)</script>',
  ])('is kept as it is: %j', async (name) => {
    const { status, body } = await register({ name })
    expect(status).toBe(201)
    const { _id, token } = body.data
    expect(body.data.name).toBe(name)
    expect((await call('/users/profile', { token })).body.data.name).toBe(name)
    expect((await call(`/users/profile/public/${_id}`)).body.data.name).toBe(name)
  })

  it.each([
    '\u200b',
    '\u200b\u200c\u200d\u2060\ufeff',
    '\u202e\u202c',
    '\u00ad',
    '\u3164', // HANGUL FILLER
    '\u115f\u1160', // those of the parts of a syllable
    '\uffa0',
    '\u2800', // the empty Braille cell
    '\u034f\u17b4\u180e',
    '\ufe0f\u{e0100}', // variation selectors
    '\u{e0041}', // a tag
    '😀'.repeat(101),
    'a\nb',
    'a\vb',
    'a\u0085b',
    'a\u2028b',
    'a\u2029b',
  ])('of a person or a device is refused if nobody could see it, or it is more than a line: %j', async (name) => {
    expectRefused(await register({ name }), 'name')
    expectRefused(await register({ deviceName: name }), 'deviceName')
  })

  it('that is taken is the one that is read, but for space around it', { timeout: TIMEOUT_MS }, async () => {
    const { _id, token } = await registerUser()
    await fc.assert(
      fc.asyncProperty(anyText, anyText, async (name, bio) => {
        const { status, body } = await call('/users/profile', { method: 'PUT', token, body: { name, bio } })
        if (status === 400) return
        expect(status).toBe(200)
        const kept = name.trim() || body.data.name // an empty one is none
        expect(body.data).toMatchObject({ name: kept, bio: bio.trim() || null })
        expect((await call('/users/profile', { token })).body.data).toEqual(body.data)
        expect((await call(`/users/profile/public/${_id}`)).body.data).toMatchObject({ name: kept })
      }),
      { numRuns: 2 * RUNS },
    )
  })
})

/** A domain of so many characters, of labels of at most 63. */
function domainOf(length: number): string {
  const labels = ['x'.repeat(63), 'y'.repeat(63), 'z'.repeat(63)].join('.')
  return `${labels.slice(0, length - 4).replace(/\.$/, 'w')}.com`
}

// RFC 5321 §4.5.3.1: 64 characters before the @, 254 in all.
describe('an email at the limits of RFC 5321', () => {
  it.each([
    ['the shortest', 'a@b.cc'],
    ['64 characters before the @', `${'a'.repeat(64)}@example.com`],
    ['254 characters in all', `${'a'.repeat(64)}@${domainOf(189)}`],
    ['a label of 63', `a@${'x'.repeat(63)}.com`],
    ['all that an atom may hold', "!#$%&'*+/=?^_`{|}~-.a@example.com"],
    ['a domain of digits', 'a@123.com'],
    ['two dots, which carriers have given out against the RFC', 'a..b.@example.com'],
  ])('is taken: %s', async (_, email) => {
    const { status, body } = await register({ email })
    expect(status).toBe(201)
    expect(body.data.email).toBe(email)
    expect((await login(PASSWORD, email)).status).toBe(200)
  })

  it.each([
    ['65 characters before the @', `${'a'.repeat(65)}@example.com`],
    ['255 characters in all', `${'a'.repeat(64)}@${domainOf(190)}`],
    ['a label of 64', `a@${'x'.repeat(64)}.com`],
    ['nothing before the @', '@example.com'],
    ['nothing after it', 'a@'],
    ['two of them', 'a@b@example.com'],
    ['a label that begins with a hyphen', 'a@-x.com'],
    ['a line break', 'a@example.com\r\nbcc: b@example.com'],
    ['a line break before the @', 'a\n@example.com'],
    ['a NUL', 'a\0@example.com'],
    ['a space', 'a b@example.com'],
    ['a comma', 'a@example.com,b@example.com'],
    ['angle brackets', '<a@example.com>'],
    ['a right to left override', '\u202ea@example.com'],
    ['a zero-width space', 'a\u200b@example.com'],
    ['letters outside ASCII, which we could not write to', 'é@example.com'],
    ['a domain outside ASCII', 'a@exämple.com'],
  ])('is refused: %s', async (_, email) => {
    expectRefused(await register({ email }), 'email')
    expect(await userRows()).toEqual([])
  })

  it.each([
    'ROBIN@EXAMPLE.COM',
    ' robin@example.com\n',
    'ｒobin@example.com',
    'robin＠example.com',
    'robin@example．com',
  ])('is one account, however it is written: %j', async (email) => {
    expect((await register({ email: 'robin@example.com' })).status).toBe(201)
    expect((await register({ email })).body.code).toBe('email_taken')
    expect((await login(PASSWORD, email)).status).toBe(200)
  })
})
