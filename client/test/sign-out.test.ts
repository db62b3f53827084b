import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE } from '../../test/support/clock.ts'
import { disableUser, userRows } from '../../test/support/rows.ts'
import { call } from '../../test/support/service.ts'
import { PASSWORD } from '../../test/support/users.ts'
import {
  codeOf,
  openGate,
  openPhone,
  openSignedInPhone,
  type Phone,
  problem,
  sendToService,
  settled,
} from './support/phone.ts'

/** What the user, an operator or a thief does while the phone is in the pocket. */
const elsewhere = {
  logsOut: async ({ stored }: Phone) => call('/users/logout', { method: 'POST', token: (await stored()).token }),
  isDisabled: async () => disableUser((await userRows())[0]?.id ?? ''),
  isDeleted: async () => env.DB.prepare('DELETE FROM users').run(),
  steals: async ({ stored }: Phone) => {
    const { refreshToken: first } = await stored()
    const second = await call('/users/token/refresh', { body: { refreshToken: first } })
    advance(2 * MINUTE)
    await call('/users/token/refresh', { body: { refreshToken: second.body.data.refreshToken } })
  },
  damages: async ({ storage, stored }: Phone) =>
    storage.set(JSON.stringify({ ...(await stored()), refreshToken: 'nonsense' })),
}

async function expectSignedOut(phone: Phone, reason?: string): Promise<void> {
  const left = await phone.stored()
  if (left) expect(left).toEqual({ id: expect.any(String), refreshToken: expect.stringMatching(/^ey/) })
  expect(await phone.client.isSignedIn()).toBe(false)
  expect(await phone.client.accessToken()).toBeUndefined()
  await settled()
  expect(phone.events).toEqual([reason ? `signedOut ${reason}` : 'signedOut'])
}

describe('a refresh signs out', () => {
  it.each([
    ['session_ended', 'the user logged out on another device', elsewhere.logsOut],
    ['session_ended', 'the account was deleted', elsewhere.isDeleted],
    ['account_disabled', 'the account was disabled', elsewhere.isDisabled],
    ['refresh_reused', 'somebody else holds the tokens, too', elsewhere.steals],
    ['token_invalid', 'the stored refresh token is none of the service', elsewhere.damages],
  ])('with %s when %s', async (code, _, happen) => {
    const phone = await openSignedInPhone()
    await happen(phone)
    advance(11 * DAY)
    const calls = [phone.client.getProfile(), phone.client.listSessions(), phone.client.getProfile()]
    expect(await Promise.all(calls.map(codeOf))).toContain(code)
    await expectSignedOut(phone, code)
  })

  it('with token_expired when the app was not opened for longer than a session lives', async () => {
    const phone = await openSignedInPhone()
    advance(100 * DAY)
    expect(await codeOf(phone.client.getProfile())).toBe('token_expired')
    await expectSignedOut(phone, 'token_expired')
  })
})

describe('any call signs out', () => {
  it.each([
    ['session_ended', 'the user logged out on another device', elsewhere.logsOut],
    ['session_ended', 'the account was deleted', elsewhere.isDeleted],
    ['account_disabled', 'the account was disabled', elsewhere.isDisabled],
  ])('with %s when %s', async (code, _, happen) => {
    const phone = await openSignedInPhone()
    await happen(phone)
    const calls = Array.from({ length: 20 }, () => phone.client.getProfile())
    expect(await Promise.all(calls.map(codeOf))).toEqual(Array(20).fill(code))
    expect(phone.refreshes()).toBe(0)
    await expectSignedOut(phone, code)
  })

  it('and asks the service no more after that', async () => {
    const phone = await openSignedInPhone()
    await elsewhere.logsOut(phone)
    await codeOf(phone.client.getProfile())
    expect(await codeOf(phone.client.getProfile())).toBe('token_missing')
    expect(phone.paths()).toEqual(['/users/profile'])
  })

  it('but not for the sign-in that came after the one it was made for', async () => {
    const gate = openGate()
    let held = 0
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (init.method === 'GET' && held++ === 0) await gate.opened
        return response
      },
    })
    await elsewhere.logsOut(phone)
    const late = codeOf(phone.client.getProfile())
    await phone.client.login({ email: 'syamlal@example.com', password: PASSWORD })
    gate.open()
    expect(await late).toBe('session_ended')
    expect((await phone.client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(phone.events).toEqual(['signedIn'])
  })

  it('but not with a sign-in that is refused', async () => {
    const phone = await openSignedInPhone()
    await call('/users/register', { body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD } })
    await disableUser((await userRows())[1]?.id ?? '')
    const robin = { email: 'robin@example.com', password: PASSWORD }
    expect(await codeOf(phone.client.login(robin))).toBe('account_disabled')
    expect((await phone.client.getProfile()).name).toBe('Syamlal')
  })

  it('but not while only the access token is not valid: that is replaced', async () => {
    const phone = await openSignedInPhone()
    await phone.storage.set(JSON.stringify({ ...(await phone.stored()), token: 'nonsense' }))
    const { client, refreshes, events } = openPhone({ storage: phone.storage })
    expect(await codeOf(client.getProfile())).toBe('token_invalid')
    expect(refreshes()).toBe(1)
    expect((await client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(events).toEqual(['refreshed'])
  })

  it('but not while only the access token is not valid, and cannot be replaced for now', async () => {
    const { storage, stored } = await openSignedInPhone()
    await storage.set(JSON.stringify({ ...(await stored()), token: 'nonsense' }))
    const phone = openPhone({
      storage,
      fetch: async (url, init) => {
        if (url.endsWith('/users/token/refresh')) throw new TypeError('Network request failed')
        return sendToService(url, init)
      },
    })
    expect(await codeOf(phone.client.getProfile())).toBe('token_invalid')
    expect(await phone.client.isSignedIn()).toBe(true)
  })

  it('when neither token is valid, as after the keys were replaced', async () => {
    const { storage, stored } = await openSignedInPhone()
    await storage.set(JSON.stringify({ ...(await stored()), token: 'nonsense', refreshToken: 'nonsense' }))
    const phone = openPhone({ storage })
    expect(await codeOf(phone.client.getProfile())).toBe('token_invalid')
    await expectSignedOut(phone, 'token_invalid')
  })
})

it('a sign-in of another process is left alone, and told of, when the one here has ended', async () => {
  const here = await openSignedInPhone()
  const there = openPhone({ storage: here.storage })
  await there.client.logout()
  await there.client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
  const robin = await there.stored()
  expect(await codeOf(here.client.getProfile())).toBe('session_ended')
  expect(await here.stored()).toEqual(robin)
  expect((await here.client.getProfile()).name).toBe('Robin')
  await settled()
  expect(here.events).toEqual(['signedOut session_ended', 'signedIn'])
})

describe('logout', () => {
  it('ends the session at the service and deletes the tokens', async () => {
    const phone = await openSignedInPhone()
    const { token } = await phone.stored()
    await phone.client.logout()
    await expectSignedOut(phone)
    expect((await call('/users/profile', { token })).body.code).toBe('session_ended')
  })

  it('is done already when the session has ended elsewhere', async () => {
    const phone = await openSignedInPhone()
    await elsewhere.isDeleted()
    advance(11 * DAY)
    await phone.client.logout()
    await expectSignedOut(phone, 'session_ended')
  })

  it('is done already when nobody is signed in', async () => {
    const { client, requests, events } = openPhone()
    await client.logout()
    await settled()
    expect([requests, events]).toEqual([[], []])
  })

  it('fails, and leaves the user signed in, when the service cannot be reached', async () => {
    let isOnline = true
    const phone = await openSignedInPhone({
      fetch: (url, init) => (isOnline ? sendToService(url, init) : Promise.reject(new TypeError('offline'))),
    })
    isOnline = false
    expect(await codeOf(phone.client.logout())).toBe('network_error')
    expect(await phone.client.isSignedIn()).toBe(true)
    isOnline = true
    await phone.client.logout()
    await expectSignedOut(phone)
  })

  it('gives no reason, also when a call in flight is refused first', async () => {
    const ended = openGate()
    const gate = openGate()
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (url.endsWith('/logout')) {
          ended.open()
          await gate.opened
        }
        return response
      },
    })
    const leaving = phone.client.logout()
    await ended.opened
    const late = codeOf(phone.client.getProfile())
    await settled()
    gate.open()
    await leaving
    expect(await late).toBe('session_ended')
    await expectSignedOut(phone)
  })

  it('in one tab is seen in the other', async () => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    expect(await there.client.isSignedIn()).toBe(true)
    await here.client.logout()
    expect(await there.client.isSignedIn()).toBe(false)
    expect(await there.client.accessToken()).toBeUndefined()
    await settled()
    expect(there.events).toEqual(['signedOut'])
    await here.client.login({ email: 'syamlal@example.com', password: PASSWORD })
    expect(await there.client.accessToken()).toBe((await here.stored()).token)
  })

  it('deletes no tokens of a sign-in that is made meanwhile', async () => {
    const gate = openGate()
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (url.endsWith('/logout')) await gate.opened
        return response
      },
    })
    const leaving = phone.client.logout()
    await phone.client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
    gate.open()
    await leaving
    expect((await phone.client.getProfile()).name).toBe('Robin')
  })
})

describe('deleteAccount', () => {
  it('signs out', async () => {
    const phone = await openSignedInPhone()
    await phone.client.deleteAccount({ password: PASSWORD })
    await expectSignedOut(phone)
  })

  it('signs nobody out with a wrong password', async () => {
    const phone = await openSignedInPhone()
    expect(await codeOf(phone.client.deleteAccount({ password: 'wrong' }))).toBe('invalid_credentials')
    expect((await phone.client.getProfile()).name).toBe('Syamlal')
  })

  it('is refused while nobody is signed in', async () => {
    const { client, requests } = openPhone()
    expect(await codeOf(client.deleteAccount({ password: PASSWORD }))).toBe('token_missing')
    expect(requests).toEqual([])
  })
})

describe('forget', () => {
  it('deletes the tokens and asks nobody', async () => {
    const phone = await openSignedInPhone({
      fetch: (url, init) => (url.endsWith('/register') ? sendToService(url, init) : Promise.reject(new TypeError())),
    })
    await phone.client.forget()
    expect(phone.requests).toEqual([])
    await expectSignedOut(phone)
  })

  it('has nothing to do while nobody is signed in', async () => {
    const { client, events } = openPhone()
    await client.forget()
    await settled()
    expect(events).toEqual([])
  })
})

it('a code that ends sign-ins does so only from the service, and not as the status of a page', async () => {
  for (const status of [401, 403]) {
    const phone = await openSignedInPhone({
      email: `user${status}@example.com`,
      fetch: async (url, init) => {
        if (url.endsWith('/register')) return sendToService(url, init)
        return { ...problem(status, 'x'), text: async () => '<h1>Log in to the Wi-Fi</h1>' }
      },
    })
    expect(await codeOf(phone.client.getProfile())).toBe('unexpected_answer')
    expect(await phone.client.isSignedIn()).toBe(true)
  }
})
