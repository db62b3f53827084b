import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, describe, expect, it, type MockInstance, vi } from 'vitest'
import { hashPassword } from '../../../src/crypto/password.ts'
import { COMMON_PASSWORDS } from '../../../src/domain/proofs/common-passwords.gen.ts'
import { countingD1 } from '../../support/d1.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { countSlices } from '../../support/production-limits.ts'
import { userRows } from '../../support/rows.ts'
import { type Answer, call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

// OWASP ASVS 5.0: 6.2.4 (the most common passwords) and 6.2.11 (words of the context).

const COMMON = ['password', '12345678', 'iloveyou', 'PassWord1', 'ｐａｓｓｗｏｒｄ', '1qaz2wsx3edc']

let fetches: MockInstance<typeof fetch>

beforeEach(() => {
  fetches = vi.spyOn(globalThis, 'fetch')
})

afterEach(() => {
  expect(fetches).not.toHaveBeenCalled() // whatever is refused or accepted, nobody else is asked
  vi.restoreAllMocks()
})

const robin = { name: 'Robin van der Berg', email: 'robin.berg@example.com' }

const register = (password: string, settings: Record<string, unknown> = {}): Promise<Answer> =>
  serviceWith(settings)('/users/register', { body: { ...robin, password } })

function expectCommon({ status, body }: Answer): void {
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'password_common' })
}

describe('a common password', () => {
  it('is one of 10,000 that are long enough', () => {
    const passwords = COMMON_PASSWORDS.trim().split('\n')
    expect(new Set(passwords).size).toBe(10_000)
    expect(passwords.filter((password) => [...password].length < 8)).toEqual([])
    expect(passwords.filter((password) => password !== password.normalize('NFKC').toLowerCase())).toEqual([])
  })

  it.each(COMMON)('makes no account, and costs no hash and no round trip: %s', async (password) => {
    const { DB, trips } = countingD1()
    const slices = await countSlices(async () => expectCommon(await register(password, { DB })))
    expect({ slices, trips: trips() }).toEqual({ slices: 0, trips: 0 })
    expect(await userRows()).toEqual([])
  })

  it('does not become a new password, and is no failed guess at the old one', async () => {
    const { email, token } = await registerUser()
    for (let attempt = 1; attempt <= 11; attempt++) {
      const body = { currentPassword: PASSWORD, newPassword: 'password' }
      expectCommon(await call('/users/password', { method: 'PUT', token, body }))
    }
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
  })

  it('is not set by a reset, and does not spend its code', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const reset = (password: string) => call('/users/password/reset', { body: { email: person.email, code, password } })
    for (let attempt = 1; attempt <= 6; attempt++) expectCommon(await reset('password'))
    expect((await reset('another horse battery staple')).status).toBe(200)
  })

  it('is not set by a link', async () => {
    const person = await newPerson()
    const code = await resetCodeOf(person)
    const body = new URLSearchParams({ email: person.email, code, password: 'password' }).toString()
    const headers = { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://api.example.com' }
    const { status, body: page } = await call('/account/reset-password', { method: 'POST', headers, body })
    expect(status).toBe(400)
    expect(page).toContain('This password is easily guessed')
    expect((await call('/users/login', { body: { email: person.email, password: 'password' } })).status).toBe(401)
  })

  it('still signs in a user who has it', async () => {
    const { email } = await registerUser()
    const hash = await hashPassword('password', Number(env.PASSWORD_ITERATIONS))
    await env.DB.prepare('UPDATE users SET password_hash = ? WHERE email = ?').bind(hash, email).run()
    expect((await call('/users/login', { body: { email, password: 'password' } })).status).toBe(200)
  })
})

describe('a word of the context', () => {
  it.each([
    ["the app's name", 'Latchkey'],
    ['the email address', 'robin.berg@example.com'],
    ['the email address in other letters', 'Robin.Berg@EXAMPLE.com'],
    ['what stands before its @', 'robin.berg'],
    ['the name', 'Robin van der Berg'],
    ['the name without its spaces', 'robinvanderberg'],
  ])('is refused when registering: %s', async (_, password) => {
    expectCommon(await register(password))
  })

  it("is refused in another app, whose name it is, and not in the one whose name it isn't", async () => {
    expectCommon(await register('glasshouses', { APP_NAME: 'Glass Houses' }))
    expect((await register('glasshouses')).status).toBe(201)
  })

  it.each(['Robin van der Berg', 'robin.berg', 'latchkey'])('is refused as a new password: %s', async (newPassword) => {
    const { token } = (await register(PASSWORD)).body.data
    const body = { currentPassword: PASSWORD, newPassword }
    expectCommon(await call('/users/password', { method: 'PUT', token, body }))
  })

  it('may be part of a longer one', async () => {
    expect((await register('robin.berg has a latchkey')).status).toBe(201)
  })
})

describe('a single character that normalization makes long', () => {
  it('is no password', async () => {
    expect('\ufdfa'.normalize('NFKC')).toHaveLength(18)
    const { status, body } = await register('\ufdfa')
    expect(status).toBe(400)
    expect(body.errors).toEqual([{ path: 'password', message: 'must have at least 8 characters' }])
  })
})
