import { describe, expect, it } from 'vitest'
import { advance, DAY } from '../../test/support/clock.ts'
import { call } from '../../test/support/service.ts'
import { SESSION_ENDED, tryAccess, tryRefresh } from '../../test/support/try-token.ts'
import { PASSWORD } from '../../test/support/users.ts'
import type { Fetch } from '../index.ts'
import {
  answer,
  codeOf,
  countingStorage,
  openGate,
  openPhone,
  openSignedInPhone,
  type Phone,
  sendToService,
  settled,
} from './support/phone.ts'

// A change of the password ends the session that asks for it. Whoever is signed in stays so, with the tokens of another.

const NEW_PASSWORD = 'another horse battery staple'
const CHANGE = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD }
const CHANGE_BACK = { currentPassword: NEW_PASSWORD, newPassword: PASSWORD }
const PASSWORD_PATH = '/users/password'
const REFRESH_PATH = '/users/token/refresh'

/** Holds up the first call of a path: on its way to the service, or with the answer on its way back. */
function holdUp(path: string, where: 'there' | 'back') {
  const [arrival, leave] = [openGate(), openGate()]
  let isFirst = true
  const hold = async () => {
    arrival.open()
    await leave.opened
  }
  let refusals = 0
  const fetch: Fetch = async (url, init) => {
    const isHeld = isFirst && new URL(url).pathname === path
    if (isHeld) isFirst = false
    if (isHeld && where === 'there') await hold()
    const response = await sendToService(url, init)
    if (isHeld && where === 'back') await hold()
    if (response.status === 401) refusals++
    return response
  }
  return { fetch, isHeld: arrival.opened, letGo: leave.open, refusals: () => refusals }
}

/** That the user has been signed in all the time, and is with both tokens. */
async function expectSignedIn({ client, events, stored }: Phone): Promise<void> {
  expect((await client.getProfile()).name).toBe('Syamlal')
  await client.refreshToken()
  await settled()
  expect(events.filter((event) => event !== 'refreshed')).toEqual([])
  expect(await client.accessToken()).toBe((await stored()).token)
}

describe('changePassword', () => {
  it('keeps the user signed in: the tokens of the new session take the place of the old', async () => {
    const phone = await openSignedInPhone()
    const before = await phone.stored()
    expect(await phone.client.changePassword(CHANGE)).toBeUndefined()
    const after = await phone.stored()
    expect(after).toMatchObject({ id: before.id, bookmark: expect.any(String) })
    expect(await tryAccess(before.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(before.refreshToken)).toEqual(SESSION_ENDED)
    await settled()
    expect(phone.events).toEqual(['refreshed'])
    await phone.client.getProfile()
    expect(phone.requests.at(-1)?.headers.authorization).toBe(`Bearer ${after.token}`)
    advance(11 * DAY)
    await expectSignedIn(phone)
  })

  it('writes both tokens at once: one without the other would be worth nothing', async () => {
    const { storage, writes } = countingStorage()
    const { client } = await openSignedInPhone({ storage })
    const before = writes()
    await client.changePassword(CHANGE)
    expect(writes() - before).toBe(1)
  })

  it('refreshes first when the access token has expired', async () => {
    const phone = await openSignedInPhone()
    advance(11 * DAY)
    await phone.client.changePassword(CHANGE)
    expect(phone.paths()).toEqual([PASSWORD_PATH, REFRESH_PATH, PASSWORD_PATH])
    await expectSignedIn(phone)
  })

  it('stores nothing when it is refused', async () => {
    const phone = await openSignedInPhone()
    const before = await phone.stored()
    const change = phone.client.changePassword({ ...CHANGE, currentPassword: 'wrong' })
    expect(await codeOf(change)).toBe('invalid_credentials')
    expect(await phone.stored()).toEqual(before)
    await expectSignedIn(phone)
  })

  it('stores nothing of an answer that the service would not give', async () => {
    const phone = await openSignedInPhone({
      fetch: async (url, init) =>
        url.endsWith(PASSWORD_PATH) ? answer(200, { data: { token: 'x' } }) : sendToService(url, init),
    })
    const before = await phone.stored()
    expect(await codeOf(phone.client.changePassword(CHANGE))).toBe('unexpected_answer')
    expect(await phone.stored()).toEqual(before)
    await expectSignedIn(phone)
  })

  it('is done once when it is asked twice, and the second comes before the answer of the first', async () => {
    const { fetch, isHeld, letGo, refusals } = holdUp(PASSWORD_PATH, 'back')
    const phone = await openSignedInPhone({ fetch })
    const first = codeOf(phone.client.changePassword(CHANGE))
    await isHeld
    const second = codeOf(phone.client.changePassword(CHANGE))
    while (refusals() === 0) await settled()
    await settled()
    letGo()
    expect(await Promise.all([first, second])).toEqual(['success', 'invalid_credentials'])
    await expectSignedIn(phone)
  })

  it('signs out when the session has ended elsewhere', async () => {
    const phone = await openSignedInPhone()
    await call('/users/logout', { method: 'POST', token: (await phone.stored()).token })
    expect(await codeOf(phone.client.changePassword(CHANGE))).toBe('session_ended')
    await settled()
    expect(phone.events).toEqual(['signedOut session_ended'])
    expect(phone.paths()).toEqual([PASSWORD_PATH])
  })

  it('signs nobody in again who has left meanwhile', async () => {
    const { fetch, isHeld, letGo } = holdUp(PASSWORD_PATH, 'back')
    const { client, storage } = await openSignedInPhone({ fetch })
    const change = client.changePassword(CHANGE)
    await isHeld
    await client.forget()
    letGo()
    await change
    expect(await storage.get()).toBeNull()
    expect(await client.isSignedIn()).toBe(false)
  })

  it('signs out with the next call when its answer is lost, and then the new password signs in', async () => {
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (url.endsWith(PASSWORD_PATH)) throw new TypeError('fetch failed')
        return response
      },
    })
    expect(await codeOf(phone.client.changePassword(CHANGE))).toBe('network_error')
    expect(await codeOf(phone.client.getProfile())).toBe('session_ended')
    await settled()
    expect(phone.events).toEqual(['signedOut session_ended'])
    await phone.client.login({ email: 'syamlal@example.com', password: NEW_PASSWORD })
    expect(await phone.client.isSignedIn()).toBe(true)
  })
})

describe('with the tokens from before a change of the password', () => {
  it('twenty calls go on with the new ones when they are refused before the answer of the change has come', async () => {
    const { fetch, isHeld, letGo, refusals } = holdUp(PASSWORD_PATH, 'back')
    const phone = await openSignedInPhone({ fetch })
    const change = phone.client.changePassword(CHANGE)
    await isHeld
    const profiles = Promise.all(Array.from({ length: 20 }, () => phone.client.getProfile()))
    while (refusals() < 20) await settled()
    await settled()
    letGo()
    await change
    expect((await profiles).map(({ name }) => name)).toEqual(Array(20).fill('Syamlal'))
    expect(phone.paths()).toHaveLength(1 + 20 + 20)
    await expectSignedIn(phone)
  })

  it('a call goes on with the new ones when it is refused after the change', async () => {
    const { fetch, isHeld, letGo } = holdUp('/users/profile', 'there')
    const phone = await openSignedInPhone({ fetch })
    const late = phone.client.updateProfile({ bio: 'Climbs things.' })
    await isHeld
    await phone.client.changePassword(CHANGE)
    letGo()
    expect((await late).bio).toBe('Climbs things.')
    await expectSignedIn(phone)
  })

  it.each(['there', 'back'] as const)(
    'a refresh that is on its way %s takes nothing from the new ones',
    async (where) => {
      const { fetch, isHeld, letGo } = holdUp(REFRESH_PATH, where)
      const phone = await openSignedInPhone({ fetch })
      const refresh = phone.client.refreshToken()
      await isHeld
      await phone.client.changePassword(CHANGE)
      const after = await phone.stored()
      letGo()
      await refresh
      expect(await phone.stored()).toEqual(after)
      await expectSignedIn(phone)
    },
  )

  it('a refresh goes on with the new ones when it is refused before the answer of the change has come', async () => {
    const { fetch, isHeld, letGo, refusals } = holdUp(PASSWORD_PATH, 'back')
    const phone = await openSignedInPhone({ fetch })
    const change = phone.client.changePassword(CHANGE)
    await isHeld
    const refresh = phone.client.refreshToken()
    while (refusals() === 0) await settled()
    await settled()
    letGo()
    await Promise.all([change, refresh])
    await expectSignedIn(phone)
  })

  it('a refresh that comes before the change gives way to the new ones', async () => {
    const { fetch, isHeld, letGo } = holdUp(PASSWORD_PATH, 'there')
    const phone = await openSignedInPhone({ fetch })
    const change = phone.client.changePassword(CHANGE)
    await isHeld
    await phone.client.refreshToken()
    letGo()
    await change
    await expectSignedIn(phone)
  })

  it('an answer that renews one takes nothing from the new ones', async () => {
    const { fetch, isHeld, letGo } = holdUp('/users/profile', 'back')
    const phone = await openSignedInPhone({ fetch })
    advance(6 * DAY)
    const profile = phone.client.getProfile()
    await isHeld
    await phone.client.changePassword(CHANGE)
    const after = await phone.stored()
    letGo()
    await profile
    expect(await phone.stored()).toEqual(after)
    await expectSignedIn(phone)
  })
})

describe('another process with the same storage', () => {
  it.each<[string, (phone: Phone) => Promise<unknown>]>([
    ['calls', ({ client }) => client.getProfile()],
    ['refreshes', ({ client }) => client.refreshToken()],
    ['calls with an expired token', async ({ client }) => advance(11 * DAY) && client.getProfile()],
    ['changes it back', ({ client }) => client.changePassword(CHANGE_BACK)],
  ])('that %s after a change of the password goes on with the new tokens', async (_, goOn) => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    await there.client.changePassword(CHANGE)
    await goOn(here)
    await expectSignedIn(here)
    await expectSignedIn(there)
  })

  it('stores no renewed token of the session that has ended', async () => {
    const { fetch, isHeld, letGo } = holdUp('/users/profile', 'back')
    const here = await openSignedInPhone({ fetch })
    const there = openPhone({ storage: here.storage })
    advance(6 * DAY)
    const profile = here.client.getProfile()
    await isHeld
    await there.client.changePassword(CHANGE)
    const after = await there.stored()
    letGo()
    await profile
    expect(await here.stored()).toEqual(after)
    await expectSignedIn(here)
  })
})
