import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientOf } from './support/client.ts'
import { storedRows } from './support/database.ts'
import { mailedCode, mailTo } from './support/mails.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

const OLD_PASSWORD = 'correct horse battery staple'
const NEW_PASSWORD = 'another horse battery staple'
const OLD_ADDRESS = 'syamlal@example.com'
const NEW_ADDRESS = 'robin@example.com'

let service: RunningService
let call: Client

beforeAll(async () => {
  service = await startService()
  call = clientOf(service.url)
})

afterAll(() => service?.stop())

const login = (email: string, password: string) => call('/users/login', { body: { email, password } })

const register = (email: string) =>
  call('/users/register', { body: { name: 'Syamlal', email, password: OLD_PASSWORD, deviceName: 'Phone' } })

interface Tokens {
  token: string
  refreshToken: string
}

async function expectDead({ token, refreshToken }: Tokens): Promise<void> {
  expect((await call('/users/profile', { token })).body.code).toBe('session_ended')
  expect((await call('/users/token/refresh', { body: { refreshToken } })).body.code).toBe('session_ended')
}

/** The tables in which a row mentions the user. */
async function tablesWith(userId: string): Promise<string[]> {
  const tables = Object.entries(await storedRows(service))
  return tables.filter(([, rows]) => JSON.stringify(rows).includes(userId)).map(([name]) => name)
}

describe('an account, over real HTTP, by the mails that were written', () => {
  it('is made, verified, recovered, moved, exported and erased', async () => {
    const registered = await register(OLD_ADDRESS)
    expect(registered.status).toBe(201)
    const { _id, token } = registered.body.data
    expect(registered.body.data.emailVerified).toBe(false)

    const verified = await call('/users/email/verify', {
      token,
      body: { code: await mailedCode(service, OLD_ADDRESS) },
    })
    expect(verified.status).toBe(200)
    expect(verified.body.data).toMatchObject({ _id, emailVerified: true })

    const tablet = (await login(OLD_ADDRESS, OLD_PASSWORD)).body.data
    expect((await mailTo(service, OLD_ADDRESS, 2)).subject).toBe('Latchkey: New sign-in to your account')
    const devices = await call('/users/sessions', { token })
    expect(devices.body.data).toHaveLength(2)
    expect(devices.body.data).toContainEqual(expect.objectContaining({ current: true, deviceName: 'Phone' }))

    const forgot = await call('/users/password/forgot', { body: { email: OLD_ADDRESS } })
    expect(forgot.status).toBe(202)
    const reset = await call('/users/password/reset', {
      body: { email: OLD_ADDRESS, code: await mailedCode(service, OLD_ADDRESS, 3), password: NEW_PASSWORD },
    })
    expect(reset.status).toBe(200)
    expect((await mailTo(service, OLD_ADDRESS, 4)).subject).toBe('Latchkey: Your password was changed')
    expect((await login(OLD_ADDRESS, OLD_PASSWORD)).body.code).toBe('invalid_credentials')
    await expectDead(registered.body.data)
    await expectDead(tablet)

    const current = reset.body.data.token
    expect((await call('/users/profile', { token: current })).body.data).toMatchObject({ _id, email: OLD_ADDRESS })
    expect((await login(OLD_ADDRESS, NEW_PASSWORD)).status).toBe(200)

    const change = await call('/users/email', {
      method: 'PUT',
      token: current,
      body: { email: NEW_ADDRESS, password: NEW_PASSWORD },
    })
    expect(change.status).toBe(202)
    const code = await mailedCode(service, NEW_ADDRESS)
    const warning = await mailTo(service, OLD_ADDRESS, 5)
    expect(warning.subject).toBe('Latchkey: Your email address is about to change')
    expect(warning.text).not.toContain(code)
    expect((await login(NEW_ADDRESS, NEW_PASSWORD)).status).toBe(401)
    const moved = await call('/users/email/verify', { token: current, body: { code } })
    expect(moved.body.data).toMatchObject({ _id, email: NEW_ADDRESS, emailVerified: true })
    expect((await login(NEW_ADDRESS, NEW_PASSWORD)).status).toBe(200)
    expect((await login(OLD_ADDRESS, NEW_PASSWORD)).status).toBe(401)

    const exported = (await call('/users/account/export', { token: current })).body.data
    expect(exported.profile).toMatchObject({ _id, email: NEW_ADDRESS })
    expect(exported.sessions).toHaveLength(3)
    expect(exported.activity.map(({ type }: { type: string }) => type)).toEqual([
      'logged_in',
      'email_changed',
      'email_change_requested',
      'logged_in',
      'password_reset',
      'password_reset_requested',
      'logged_in',
      'email_verified',
      'registered',
    ])
    expect(JSON.stringify(exported)).not.toContain('pbkdf2')

    expect(await tablesWith(_id)).toEqual(expect.arrayContaining(['users', 'sessions', 'events']))
    const body = { password: NEW_PASSWORD }
    expect((await call('/users/account', { method: 'DELETE', token: current, body })).status).toBe(204)
    expect((await call('/users/profile', { token: current })).body.code).toBe('session_ended')
    expect((await call(`/users/profile/public/${_id}`)).status).toBe(404)

    for (const email of [NEW_ADDRESS, OLD_ADDRESS]) {
      const again = await register(email)
      expect(again.status).toBe(201)
      expect(again.body.data._id).not.toBe(_id)
    }
    expect(await tablesWith(_id)).toEqual([])
  })

  it('leaves neither an address nor a code in the log', async () => {
    const { token } = (await register('quiet@example.com')).body.data
    const code = await mailedCode(service, 'quiet@example.com')
    await call('/users/email/verify', { token, body: { code } })
    const ours = service
      .output()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    expect(ours.length).toBeGreaterThan(0)
    for (const line of ours) {
      expect(line).not.toContain('quiet@example.com')
      expect(line).not.toContain(`"${code}"`)
      expect(line).not.toContain(token)
    }
  })
})

describe('the cron trigger of a running service', () => {
  it('sweeps', async () => {
    expect((await fetch(`${service.url}/cdn-cgi/local/scheduled`)).status).toBe(200)
    await expect
      .poll(() => service.output(), { timeout: 20_000 })
      .toContain('{"level":"info","event":"swept","guests":0,"sessions":0,"codes":0')
  })
})
