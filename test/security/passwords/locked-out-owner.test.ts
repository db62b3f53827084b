import { env } from 'cloudflare:workers'
import { beforeEach, describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { runCron } from '../../support/cron.ts'
import { expectLogs } from '../../support/logs.ts'
import { newPerson, type Person, resetCodeOf } from '../../support/person.ts'
import { call } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

const NEW_PASSWORD = 'another horse battery staple'

let owner: Person

const login = (password: string) => call('/users/login', { body: { email: owner.email, password } })

/** Somebody guesses until nobody may sign in to the account, and again as soon as they can, for more than an hour. */
async function lockOut(): Promise<void> {
  for (let attempt = 1; attempt <= 10; attempt++) await login('not the right one')
  for (let passed = 0; passed < HOUR + 5 * MINUTE; passed += MINUTE) {
    await login('not the right one')
    advance(MINUTE)
  }
  await login('not the right one')
  expect((await login(PASSWORD)).status).toBe(429)
}

beforeEach(async () => {
  stopClock()
  owner = await newPerson()
})

// OWASP Authentication Cheat Sheet, Account Lockout: the lock must be no way to deny somebody their account.
describe('locking a person out by guessing their password', () => {
  it('does not touch the sessions that they have', async () => {
    const tablet = await owner.signIn()
    await lockOut()
    expect((await owner.as('/users/profile')).status).toBe(200)
    expect((await owner.as('/users/profile', { method: 'PUT', body: { name: 'Still me' } })).status).toBe(200)
    expect((await owner.as('/users/sessions')).body.data).toHaveLength(2)
    const refreshed = await call('/users/token/refresh', { body: { refreshToken: tablet.refreshToken } })
    expect(refreshed.status).toBe(200)
    expect((await call('/users/profile', { token: refreshed.body.data.token })).status).toBe(200)
  })

  it('does not keep them from what needs their password, where they are signed in', async () => {
    await lockOut()
    const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
    const { token } = (await owner.as('/users/password', { method: 'PUT', body })).body.data
    const deletion = await call('/users/account', { method: 'DELETE', token, body: { password: NEW_PASSWORD } })
    expect(deletion.status).toBe(204)
  })

  it('does not keep them from a new password by mail, which signs them in and ends the lock', async () => {
    await lockOut()
    const code = await resetCodeOf(owner)
    const { status, body } = await call('/users/password/reset', {
      body: { email: owner.email, code, password: NEW_PASSWORD },
    })
    expect(status).toBe(200)
    expect((await call('/users/profile', { token: body.data.token })).status).toBe(200)
    expect((await login(NEW_PASSWORD)).status).toBe(200)
  })

  it('lasts no longer than 10 minutes after the last guess', async () => {
    await lockOut()
    advance(10 * MINUTE)
    expect((await login(PASSWORD)).status).toBe(200)
  })

  it('is forgotten a day after the last guess', async () => {
    expectLogs('swept')
    const rows = async () => (await env.DB.prepare('SELECT 1 FROM login_attempts').all()).results.length
    await lockOut()
    advance(DAY)
    await runCron()
    expect(await rows()).toBe(1)
    advance(1)
    await runCron()
    expect(await rows()).toBe(0)
  })
})
