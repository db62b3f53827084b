import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { countSlices } from '../../support/production-limits.ts'
import { disableUser } from '../../support/rows.ts'
import { type Answer, call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser, type SignedIn } from '../../support/users.ts'

const NEW = { newPassword: 'another good password' }

/** What a thief can ask for with a password. */
const ROUTES: [string, (password: string) => { method: string; path: string; body: object }][] = [
  [
    'PUT /users/password',
    (password) => ({ method: 'PUT', path: '/users/password', body: { currentPassword: password, ...NEW } }),
  ],
  [
    'PUT /users/email',
    (password) => ({ method: 'PUT', path: '/users/email', body: { password, email: 'thief@example.com' } }),
  ],
  ['DELETE /users/account', (password) => ({ method: 'DELETE', path: '/users/account', body: { password } })],
]

const service = serviceWith({ EMAIL: openMailbox().EMAIL })

let victim: SignedIn
beforeEach(async () => {
  stopClock()
  victim = await registerUser()
})

function ask(route: number, password: string, token = victim.token, through = service): Promise<Answer> {
  const make = ROUTES[route % ROUTES.length]?.[1]
  if (!make) throw new Error('no such route')
  const { path, ...rest } = make(password)
  return through(path, { ...rest, token })
}

const guessTenTimes = async () => {
  for (let guess = 0; guess < 10; guess++) expect((await ask(guess, 'a guess')).body.code).toBe('invalid_credentials')
}

function expectBlocked({ status, headers, body }: Answer, seconds: number): void {
  expect({ status, code: body.code }).toEqual({ status: 429, code: 'rate_limited' })
  expect(headers.get('retry-after')).toBe(String(seconds))
}

const counts = async () => (await env.DB.prepare('SELECT attempts FROM login_attempts').all()).results

describe('guessing the password with a stolen session', () => {
  it.each(ROUTES.map(([name], index) => [name, index] as const))(
    'has ten guesses at all calls together, and the right one after them is not compared: %s',
    async (_, route) => {
      await guessTenTimes()
      expect(await countSlices(async () => expectBlocked(await ask(route, PASSWORD), 60))).toBe(0)
      advance(MINUTE)
      expect((await ask(route, PASSWORD)).status).toBeLessThan(300)
    },
  )

  it('has ten guesses, however many are made at once', async () => {
    const answers = await Promise.all(Array.from({ length: 30 }, (_, guess) => ask(guess, 'a guess')))
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(20)
  })

  it('keeps the owner from nothing in another session of theirs', async () => {
    const { body } = await call('/users/login', { body: { email: victim.email, password: PASSWORD } })
    await guessTenTimes()
    expectBlocked(await ask(0, PASSWORD), 60)
    expect((await ask(0, PASSWORD, body.data.token)).status).toBe(200)
  })

  it('holds up no login of the owner, and nobody else', async () => {
    const other = await registerUser({ email: 'robin@example.com' })
    await guessTenTimes()
    expect((await call('/users/login', { body: { email: victim.email, password: PASSWORD } })).status).toBe(200)
    expect((await ask(0, PASSWORD, other.token)).status).toBe(200)
  })

  it('counts nothing with a session that has ended', async () => {
    await call('/users/logout', { method: 'POST', token: victim.token })
    expect((await ask(0, 'a guess')).body.code).toBe('session_ended')
    expect(await counts()).toEqual([])
  })

  it('counts nothing for a disabled user', async () => {
    await disableUser(victim._id)
    expect((await ask(0, 'a guess')).body.code).toBe('account_disabled')
    expect(await counts()).toEqual([])
  })

  it.each(ROUTES.map(([name], index) => [name, index] as const))(
    'is forgotten with the right one: %s',
    async (_, route) => {
      for (let guess = 0; guess < 9; guess++) await ask(guess, 'a guess')
      expect(await counts()).toEqual([{ attempts: 9 }])
      expect((await ask(route, PASSWORD)).status).toBeLessThan(300)
      expect(await counts()).toEqual([])
    },
  )

  it.each(ROUTES.map(([name], index) => [name, index] as const))(
    'is not forgotten if the password changes while it is compared: %s',
    async (_, route) => {
      for (let guess = 0; guess < 8; guess++) await ask(guess, 'a guess')
      let trips = 0
      const DB = interceptD1(async (run) => {
        if (++trips === 2) await env.DB.prepare("UPDATE users SET password_hash = 'another'").run()
        return run()
      })
      const answer = await ask(route, PASSWORD, victim.token, serviceWith({ EMAIL: openMailbox().EMAIL, DB }))
      expect(answer.body.code).toBe('invalid_credentials')
      expect(await counts()).toEqual([{ attempts: 9 }])
    },
  )

  it('is forgotten with the right one also if what it was given for is refused', async () => {
    for (let guess = 0; guess < 9; guess++) await ask(guess, 'a guess')
    const body = { password: PASSWORD, email: victim.email }
    const answer = await service('/users/email', { method: 'PUT', token: victim.token, body })
    expect(answer.body.errors).toEqual([{ path: 'email', message: 'is your address already' }])
    expect(await counts()).toEqual([])
  })
})
