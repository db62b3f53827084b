import { describe, expect, it, vi } from 'vitest'
import { advance, DAY } from '../../test/support/clock.ts'
import { LEGACY, legacyToken, markImported } from '../../test/support/legacy-tokens.ts'
import { ORIGIN } from '../../test/support/origin.ts'
import { disableUser, sessionRows } from '../../test/support/rows.ts'
import { call, serviceWith } from '../../test/support/service.ts'
import { ACCEPTED, tryAccess } from '../../test/support/try-token.ts'
import { PASSWORD, registerUser } from '../../test/support/users.ts'
import { type Fetch, memoryStorage } from '../index.ts'
import { startProcess } from './support/mortal-process.ts'
import {
  answer,
  codeOf,
  lockableStorage,
  openGate,
  openPhone,
  openSignedInPhone,
  problem,
  sendTo,
  settled,
} from './support/phone.ts'

/** Accepts tokens of the backend that the app used before. */
const sendToMigrating = sendTo(serviceWith(LEGACY))

/** A user of the old backend, and the token that their app has from there. */
async function movingUser(email = 'syamlal@example.com') {
  const { _id, token } = await registerUser({ email })
  await call('/users/logout', { method: 'POST', token })
  await markImported()
  return { _id, oldToken: await legacyToken(_id) }
}

const openMovingPhone = (options: Parameters<typeof openPhone>[0] = {}) =>
  openPhone({ fetch: sendToMigrating, ...options })

/** A phone that has adopted a token; nothing of that is noted. */
async function openAdoptedPhone(options: Parameters<typeof openPhone>[0] = {}) {
  const { _id, oldToken } = await movingUser()
  const phone = openMovingPhone(options)
  await phone.client.adopt(oldToken)
  await settled()
  phone.requests.length = 0
  phone.events.length = 0
  return { ...phone, _id, oldToken }
}

describe('a token of another backend', () => {
  it('signs in, and gives the own profile', async () => {
    const { _id, oldToken } = await movingUser()
    const { client, events, paths } = openMovingPhone()
    expect(await client.adopt(oldToken)).toMatchObject({ _id, email: 'syamlal@example.com' })
    expect(await client.isSignedIn()).toBe(true)
    expect(paths()).toEqual(['/users/profile'])
    await settled()
    expect(events).toEqual(['signedIn'])
  })

  it('is stored as the access token that the service gives for it, and there is no refresh token', async () => {
    const { stored, oldToken } = await openAdoptedPhone()
    const { token, ...rest } = await stored()
    expect(token).not.toBe(oldToken)
    expect(await tryAccess(token)).toEqual(ACCEPTED) // where no old tokens are accepted
    expect(rest).toEqual({ id: expect.stringMatching(/./), bookmark: expect.any(String) })
  })

  it('is there again when the app is started again', async () => {
    const { storage } = await openAdoptedPhone()
    const restarted = openPhone({ storage })
    expect((await restarted.client.getProfile()).name).toBe('Syamlal')
    expect(restarted.events).toEqual([])
  })

  it('makes one sign-in, though it is adopted several times at once', async () => {
    const { oldToken } = await movingUser()
    const { client, stored, events } = openMovingPhone()
    const first = client.adopt(oldToken)
    const profiles = await Promise.all([first, client.adopt(oldToken), client.adopt(oldToken)])
    expect(profiles.map(({ name }) => name)).toEqual(Array(3).fill('Syamlal'))
    expect(await sessionRows()).toHaveLength(1)
    expect((await stored()).token).toBe(await client.accessToken())
    await settled()
    expect(events).toEqual(['signedIn'])
  })

  it('is adopted although the sign-in that was stored has ended elsewhere', async () => {
    const { oldToken } = await movingUser('robin@example.com')
    const { client, events } = await openSignedInPhone({ fetch: sendToMigrating })
    const { body } = await call('/users/login', { body: { email: 'syamlal@example.com', password: PASSWORD } })
    await call('/users/sessions', { method: 'DELETE', token: body.data.token })
    expect((await client.adopt(oldToken)).email).toBe('robin@example.com')
    await settled()
    expect(events).toEqual(['signedOut session_ended', 'signedIn'])
  })

  it('is not adopted if the user logs out while it is looked whether their sign-in is over', async () => {
    const { oldToken } = await movingUser('robin@example.com')
    const gate = openGate()
    let isHeld = false
    const { client, events } = await openSignedInPhone({
      fetch: async (url, init) => {
        if (url.endsWith('/users/profile') && !isHeld) {
          isHeld = true
          await gate.opened
        }
        return sendToMigrating(url, init)
      },
    })
    const adopted = codeOf(client.adopt(oldToken))
    await vi.waitFor(() => expect(isHeld).toBe(true))
    await client.logout()
    gate.open()
    expect(await adopted).toBe('session_ended')
    expect(await client.isSignedIn()).toBe(false)
    await settled()
    expect(events).toEqual(['signedOut'])
  })

  it('is at its end when the user has logged out', async () => {
    const { client, storage, oldToken } = await openAdoptedPhone()
    await client.logout()
    expect(await codeOf(client.adopt(oldToken))).toBe('session_ended')
    expect(await storage.get()).toBeNull()
  })
})

describe('an access token of the service, from the code that the app had before', () => {
  it('is adopted as it is', async () => {
    const { token } = await registerUser()
    const { client, stored } = openPhone()
    expect((await client.adopt(token)).name).toBe('Syamlal')
    expect((await stored()).token).toBe(token)
  })

  it('is adopted renewed, past half of its life', async () => {
    const { token } = await registerUser()
    advance(6 * DAY)
    const { client, stored } = openPhone()
    await client.adopt(token)
    advance(6 * DAY) // the first one has expired
    expect((await stored()).token).not.toBe(token)
    expect((await client.getProfile()).name).toBe('Syamlal')
  })
})

describe('a token that is refused', () => {
  it.each<[string, string, (userId: string) => Promise<string>]>([
    ['token_invalid', 'is of another secret', (id) => legacyToken(id, { secret: 'another' })],
    ['token_invalid', 'is none', async () => 'nonsense'],
    ['token_expired', 'has expired', (id) => legacyToken(id, { issuedAt: new Date(Date.now() - 11 * DAY) })],
    ['session_ended', 'is of a user who was not imported', () => legacyToken('nobody')],
    ['account_disabled', 'is of a user who is disabled', (id) => disableUser(id).then(() => legacyToken(id))],
  ])('with %s, as it %s, fails and leaves nothing behind', async (code, _, make) => {
    const { _id } = await movingUser()
    const { client, storage, events } = openMovingPhone()
    expect(await codeOf(client.adopt(await make(_id)))).toBe(code)
    expect(await storage.get()).toBeNull()
    expect(await client.isSignedIn()).toBe(false)
    await settled()
    expect(events).toEqual([])
  })
})

describe('a token that was not taken for a reason that may pass', () => {
  it.each<[string, string, Fetch]>([
    ['no network', 'network_error', () => Promise.reject(new TypeError('fetch failed'))],
    ['a busy service', 'unavailable', async () => problem(503, 'unavailable')],
    ["a captive portal's page", 'unexpected_answer', async () => answer(200, '<h1>Welcome</h1>')],
    ['somebody else who speaks JSON', 'unexpected_answer', async () => answer(200, { data: {} })],
    ['JSON without data', 'unexpected_answer', async () => answer(200, {})],
  ])('leaves nothing behind, and can be adopted later: %s', async (_, code, failing) => {
    const { oldToken } = await movingUser()
    let isFailing = true
    const { client, storage, events } = openMovingPhone({
      fetch: (url, init) => (isFailing ? failing : sendToMigrating)(url, init),
    })
    expect(await codeOf(client.adopt(oldToken))).toBe(code)
    expect(await storage.get()).toBeNull()
    expect(await client.isSignedIn()).toBe(false)
    isFailing = false
    expect((await client.adopt(oldToken)).name).toBe('Syamlal')
    await settled()
    expect(events).toEqual(['signedIn'])
  })

  it('can be adopted when the storage is back', async () => {
    const { storage, lock, unlock } = lockableStorage()
    lock()
    const { oldToken } = await movingUser()
    const { client } = openMovingPhone({ storage })
    await expect(client.adopt(oldToken)).rejects.toThrow('locked')
    expect(await client.isSignedIn()).toBe(false)
    unlock()
    expect((await client.adopt(oldToken)).name).toBe('Syamlal')
    expect(await client.isSignedIn()).toBe(true)
  })

  it('can be adopted by the process that is started after one was killed, at any step', async () => {
    const deaths: string[] = []
    for (let step = 0, isOver = false; !isOver; step++) {
      const { oldToken } = await movingUser(`killed${step}@example.com`)
      const storage = memoryStorage()
      const { client, death } = startProcess(storage, step, sendToMigrating)
      const where = await Promise.race([death, client.adopt(oldToken).then(() => '')])
      if (where) deaths.push(where)
      isOver = !where

      const restarted = openMovingPhone({ storage })
      expect((await restarted.client.adopt(oldToken)).email).toBe(`killed${step}@example.com`)
      expect(await restarted.client.listSessions()).toHaveLength(1)
    }
    expect(deaths).toEqual([
      'before reading the storage',
      'after reading the storage',
      'before the answer of /users/profile',
      'after the answer of /users/profile',
      'before reading the answer of /users/profile',
      'after reading the answer of /users/profile',
      'before reading the storage',
      'after reading the storage',
      'before writing the storage',
      'after writing the storage',
      'before writing the profile',
      'after writing the profile',
    ])
  })
})

describe('a user who is signed in stays so', () => {
  it('when the token is of somebody else: it is not even sent', async () => {
    const phone = await openSignedInPhone({ fetch: sendToMigrating })
    const { oldToken } = await movingUser('robin@example.com')
    const before = await phone.stored()
    expect((await phone.client.adopt(oldToken)).email).toBe('syamlal@example.com')
    expect(phone.requests.map(({ headers }) => headers.authorization)).toEqual([`Bearer ${before.token}`])
    expect(await phone.stored()).toEqual(before)
    await settled()
    expect(phone.events).toEqual([])
  })

  it.each(['this process', 'another process'])('when %s has signed in meanwhile', async (where) => {
    const { oldToken } = await movingUser()
    await registerUser({ email: 'robin@example.com', name: 'Robin' })
    const gate = openGate()
    let isHeld = true
    const here = openMovingPhone({
      fetch: async (url, init) => {
        const response = await sendToMigrating(url, init)
        if (url === `${ORIGIN}/users/profile` && isHeld) await gate.opened
        return response
      },
    })
    const adopting = here.client.adopt(oldToken)
    const there = where === 'this process' ? here : openPhone({ storage: here.storage })
    await there.client.login({ email: 'robin@example.com', password: PASSWORD })
    const robin = await here.stored()
    isHeld = false
    gate.open()
    expect((await adopting).name).toBe('Robin')
    expect(await here.stored()).toEqual(robin)
  })
})

describe('a sign-in without a refresh token', () => {
  it('is kept by renewal while the app is in use', async () => {
    const { client, refreshes, stored } = await openAdoptedPhone()
    for (let visit = 0; visit < 20; visit++) {
      advance(6 * DAY)
      await client.getProfile()
    }
    expect(refreshes()).toBe(0)
    expect(await stored()).not.toHaveProperty('refreshToken')
  })

  it('is over when its access token has expired', async () => {
    const { client, storage, refreshes, events } = await openAdoptedPhone()
    advance(11 * DAY)
    const calls = [client.getProfile(), client.listSessions(), client.getProfile()]
    expect(await Promise.all(calls.map(codeOf))).toEqual(Array(3).fill('token_expired'))
    expect(refreshes()).toBe(0)
    expect(await storage.get()).toBeNull()
    expect(await client.isSignedIn()).toBe(false)
    await settled()
    expect(events).toEqual(['signedOut token_expired'])
  })

  it.each(['token_invalid', 'session_ended', 'account_disabled'])('is over with %s', async (code) => {
    let isOver = false
    const { client, storage, refreshes, events } = await openAdoptedPhone({
      fetch: async (url, init) => (isOver ? problem(401, code) : sendToMigrating(url, init)),
    })
    isOver = true
    expect(await codeOf(client.getProfile())).toBe(code)
    expect(refreshes()).toBe(0)
    expect(await storage.get()).toBeNull()
    await settled()
    expect(events).toEqual([`signedOut ${code}`])
  })

  it('goes on with the token that another process has stored, if its own has expired', async () => {
    const here = await openAdoptedPhone()
    const there = openPhone({ storage: here.storage })
    advance(6 * DAY)
    await there.client.getProfile()
    advance(6 * DAY)
    expect((await here.client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(here.events).not.toContain('signedOut token_expired')
  })

  it('has nothing to refresh with, and stays', async () => {
    const { client, requests } = await openAdoptedPhone()
    expect(await codeOf(client.refreshToken())).toBe('token_missing')
    expect(requests).toEqual([])
    expect((await client.getProfile()).name).toBe('Syamlal')
  })

  it('has one after a change of the password', async () => {
    const { client, refreshes } = await openAdoptedPhone()
    await client.changePassword({ currentPassword: PASSWORD, newPassword: 'another horse battery staple' })
    advance(11 * DAY)
    expect((await client.getProfile()).name).toBe('Syamlal')
    expect(refreshes()).toBe(1)
  })
})
