import { describe, expect, it, vi } from 'vitest'
import { advance, DAY, MINUTE, SECOND } from '../../test/support/clock.ts'
import { sessionRows } from '../../test/support/rows.ts'
import { PASSWORD } from '../../test/support/users.ts'
import type { Fetch } from '../index.ts'
import {
  answer,
  codeOf,
  lockableStorage,
  openGate,
  openPhone,
  openSignedInPhone,
  problem,
  sendToService,
  settled,
} from './support/phone.ts'

const REFRESH = '/users/token/refresh'

/** The service, but for the paths that the test answers itself. */
const servedBut =
  (answers: Record<string, Fetch>): Fetch =>
  (url, init) =>
    (answers[new URL(url).pathname] ?? sendToService)(url, init)

describe('an expired access token', () => {
  it('is refreshed once for twenty calls at the same time, which all succeed', async () => {
    const { client, refreshes, paths, events } = await openSignedInPhone()
    advance(11 * DAY)
    const profiles = await Promise.all(Array.from({ length: 20 }, () => client.getProfile()))
    expect(profiles.map(({ name }) => name)).toEqual(Array(20).fill('Syamlal'))
    expect(refreshes()).toBe(1)
    expect(paths()).toHaveLength(20 + 1 + 20)
    await settled()
    expect(events).toEqual(['refreshed'])
  })

  it('is refreshed once for a call whose refusal comes only after the refresh', async () => {
    const gate = openGate()
    let held = 0
    const { client, refreshes } = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (url.endsWith('/users/sessions') && held++ === 0) await gate.opened
        return response
      },
    })
    advance(11 * DAY)
    const late = client.listSessions()
    await client.getProfile()
    gate.open()
    expect(await late).toHaveLength(1)
    expect(refreshes()).toBe(1)
  })

  it('is refreshed again when the next one has expired', async () => {
    const { client, refreshes } = await openSignedInPhone()
    for (const expected of [1, 2, 3]) {
      advance(11 * DAY)
      await client.getProfile()
      expect(refreshes()).toBe(expected)
    }
  })

  it('is refreshed for calls of every method', async () => {
    const { client, refreshes } = await openSignedInPhone()
    advance(11 * DAY)
    expect((await client.updateProfile({ name: 'Robin' })).name).toBe('Robin')
    advance(11 * DAY)
    await client.endOtherSessions()
    advance(11 * DAY)
    await client.logout()
    expect(refreshes()).toBe(3)
  })

  it('is refreshed at most once a call: a second refusal is the answer', async () => {
    const { client, requests, events } = await openSignedInPhone({
      fetch: servedBut({ '/users/profile': async () => problem(401, 'token_expired') }),
    })
    expect(await codeOf(client.getProfile())).toBe('token_expired')
    expect(requests.map(({ path }) => path)).toEqual(['/users/profile', REFRESH, '/users/profile'])
    await settled()
    expect(events).toEqual(['refreshed'])
  })
})

describe('a call', () => {
  it.each([
    [400, 'invalid_request'],
    [401, 'token_missing'],
    [401, 'token_invalid'],
    [401, 'session_ended'],
    [401, 'invalid_credentials'],
    [403, 'account_disabled'],
    [409, 'email_taken'],
    [429, 'rate_limited'],
    [500, 'internal_error'],
    [503, 'unavailable'],
  ])('is not made again after %d %s', async (status, code) => {
    const { client, paths } = await openSignedInPhone({
      fetch: servedBut({ '/users/profile': async () => problem(status, code) }),
    })
    expect(await codeOf(client.getProfile())).toBe(code)
    expect(paths().filter((path) => path === '/users/profile')).toHaveLength(1)
  })

  it('is not made again after a network failure: it may have been carried out', async () => {
    const { client, paths } = await openSignedInPhone({
      fetch: servedBut({ '/users/profile': () => Promise.reject(new TypeError('fetch failed')) }),
    })
    expect(await codeOf(client.updateProfile({ name: 'Robin' }))).toBe('network_error')
    expect(paths()).toEqual(['/users/profile'])
  })

  it('of somebody who has left meanwhile is not made again for who came', async () => {
    const gate = openGate()
    let held = 0
    const { client, refreshes } = await openSignedInPhone({
      fetch: async (url, init) => {
        const response = await sendToService(url, init)
        if (init.method === 'PUT' && held++ === 0) await gate.opened
        return response
      },
    })
    advance(11 * DAY)
    const late = codeOf(client.updateProfile({ name: 'Hacked' }))
    await client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
    gate.open()
    expect(await late).toBe('token_expired')
    expect((await client.getProfile()).name).toBe('Robin')
    expect(refreshes()).toBe(0)
  })
})

describe('a refresh that fails for a reason that may pass', () => {
  it.each<[string, string, Fetch]>([
    ['no network', 'network_error', () => Promise.reject(new TypeError('fetch failed'))],
    [
      'a connection that breaks in the answer',
      'network_error',
      async () => ({ ...answer(200, ''), text: () => Promise.reject(new TypeError('terminated')) }),
    ],
    ['a busy service', 'unavailable', async () => problem(503, 'unavailable')],
    ['too many calls', 'rate_limited', async () => problem(429, 'rate_limited')],
    ['a bug', 'internal_error', async () => problem(500, 'internal_error')],
    ["a proxy's page", 'unexpected_answer', async () => answer(502, '<h1>Bad gateway</h1>')],
    ['a firewall that forbids', 'unexpected_answer', async () => answer(403, '<h1>Forbidden</h1>')],
    ["a captive portal's page", 'unexpected_answer', async () => answer(200, '<h1>Welcome to the train</h1>')],
    ['somebody else who speaks JSON', 'unexpected_answer', async () => answer(200, { data: { token: 'x' } })],
    ['an empty answer', 'unexpected_answer', async () => answer(200, '')],
  ])('signs nobody out: %s', async (_, code, failing) => {
    let isFailing = true
    const refused = openGate()
    let refusals = 0
    const phone = await openSignedInPhone({
      fetch: async (url, init) => {
        if (!isFailing) return sendToService(url, init)
        if (url.endsWith(REFRESH)) return refused.opened.then(() => failing(url, init))
        const response = await sendToService(url, init)
        if (response.status === 401 && ++refusals === 3) refused.open()
        return response
      },
    })
    const before = await phone.stored()
    advance(11 * DAY)
    const calls = [phone.client.getProfile(), phone.client.listSessions(), phone.client.listActivity()]
    expect(await Promise.all(calls.map(codeOf))).toEqual([code, code, code])
    expect(phone.refreshes()).toBe(1)
    expect(await phone.stored()).toEqual(before)
    expect(await phone.client.isSignedIn()).toBe(true)

    isFailing = false
    expect((await phone.client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(phone.events).toEqual(['refreshed'])
  })
})

it.each([
  ['within the grace', 30 * SECOND],
  ['after it', 2 * MINUTE],
])(
  'a refresh whose tokens cannot be stored fails the call; the old ones do when the storage is back, %s',
  async (_, rest) => {
    const { storage, lock, unlock } = lockableStorage()
    const { client, events, stored } = await openSignedInPhone({ storage })
    const before = await stored()
    advance(11 * DAY)
    lock()
    for (let attempt = 0; attempt < 3; attempt++) {
      await expect(client.getProfile()).rejects.toThrow('locked')
      expect(await stored()).toEqual(before)
      advance(rest)
    }
    unlock()
    expect((await client.getProfile()).name).toBe('Syamlal')
    await settled()
    expect(events).toEqual(['refreshed'])
  },
)

describe('a refresh whose sign-in is over when it is answered', () => {
  const slowly = () => {
    const gate = openGate()
    const fetch = servedBut({
      [REFRESH]: async (url, init) => {
        const response = await sendToService(url, init)
        await gate.opened
        return response
      },
    })
    return { gate, fetch }
  }

  it('stores nothing after the app forgot the sign-in', async () => {
    const { gate, fetch } = slowly()
    const { client, storage, events } = await openSignedInPhone({ fetch })
    advance(11 * DAY)
    const refused = codeOf(client.getProfile())
    while ((await sessionRows())[0]?.previous_refresh_id === null) await settled()
    await client.forget()
    gate.open()
    expect(await refused).toBe('token_expired')
    expect(await storage.get()).toBeNull()
    await settled()
    expect(events).toEqual(['signedOut'])
  })

  it('stores nothing over the sign-in that took its place', async () => {
    const { gate, fetch } = slowly()
    const { client, stored } = await openSignedInPhone({ fetch })
    advance(11 * DAY)
    const refused = codeOf(client.getProfile())
    while ((await sessionRows())[0]?.previous_refresh_id === null) await settled()
    await client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
    const robin = await stored()
    gate.open()
    expect(await refused).toBe('token_expired')
    expect(await stored()).toEqual(robin)
    expect((await client.getProfile()).name).toBe('Robin')
  })
})

describe('another process with the same storage', () => {
  it('may refresh as often as it likes: its tokens are the ones to go on with', async () => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    for (let rotation = 0; rotation < 3; rotation++) {
      advance(2 * MINUTE) // past the grace: a token from before the last rotation is reuse
      await there.client.refreshToken()
    }
    advance(11 * DAY)
    expect((await here.client.getProfile()).name).toBe('Syamlal')
    expect((await there.client.getProfile()).name).toBe('Syamlal')
    expect(here.refreshes()).toBe(1)
  })

  it('may refresh at the same time', async () => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    await there.client.getProfile()
    for (let round = 0; round < 3; round++) {
      advance(11 * DAY)
      const profiles = await Promise.all([here, there].map(({ client }) => client.getProfile()))
      expect(profiles).toHaveLength(2)
    }
    expect([...here.events, ...there.events]).not.toContain('signedOut')
  })

  it.each([
    ['is sent', async (opened: Promise<void>, send: () => ReturnType<Fetch>) => opened.then(send)],
    [
      'is answered',
      async (opened: Promise<void>, send: () => ReturnType<Fetch>) => {
        const response = await send()
        await opened
        return response
      },
    ],
  ])('may refresh while this one is asleep, before its own refresh %s', async (_, hold) => {
    const gate = openGate()
    const here = await openSignedInPhone({
      fetch: servedBut({ [REFRESH]: (url, init) => hold(gate.opened, () => sendToService(url, init)) }),
    })
    const there = openPhone({ storage: here.storage })
    advance(11 * DAY)
    const asleep = here.client.getProfile()
    while (here.refreshes() === 0) await settled()
    advance(2 * MINUTE) // past the grace: of two refreshes with one token the later one's tokens are good
    await there.client.getProfile()
    advance(2 * MINUTE)
    gate.open()
    expect((await asleep).name).toBe('Syamlal')
    for (const { client } of [here, there, here]) {
      advance(11 * DAY)
      expect((await client.getProfile()).name).toBe('Syamlal')
    }
    await settled()
    expect([...here.events, ...there.events].filter((event) => event.startsWith('signedOut'))).toEqual([])
  })

  it('may sign the user out: a refresh finds nothing to refresh', async () => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    await there.client.forget()
    advance(11 * DAY)
    expect(await codeOf(here.client.getProfile())).toBe('token_expired')
    expect(here.refreshes()).toBe(0)
    expect(await here.client.isSignedIn()).toBe(false)
    await settled()
    expect(here.events).toEqual(['signedOut'])
  })

  it('may sign somebody else in: a refresh leaves their tokens alone', async () => {
    const here = await openSignedInPhone()
    const there = openPhone({ storage: here.storage })
    advance(11 * DAY)
    await there.client.register({ name: 'Robin', email: 'robin@example.com', password: PASSWORD })
    const robin = await there.stored()
    expect(await codeOf(here.client.getProfile())).toBe('token_expired')
    expect(here.refreshes()).toBe(0)
    expect(await here.stored()).toEqual(robin)
    expect((await here.client.getProfile()).name).toBe('Robin')
  })
})

describe('refreshToken', () => {
  it('refreshes before there is a need to', async () => {
    const { client, refreshes, events } = await openSignedInPhone()
    const before = await client.accessToken()
    advance(MINUTE)
    await Promise.all([client.refreshToken(), client.refreshToken()])
    expect(refreshes()).toBe(1)
    expect(await client.accessToken()).not.toBe(before)
    await settled()
    expect(events).toEqual(['refreshed'])
  })

  it('has nothing to refresh while nobody is signed in', async () => {
    const { client, requests } = openPhone()
    expect(await codeOf(client.refreshToken())).toBe('token_missing')
    expect(requests).toEqual([])
  })
})

describe('a refresh that hangs', () => {
  it('delays no refresh of a user who signs in after it', async () => {
    const gate = openGate()
    let hanging = true
    const { client, refreshes } = await openSignedInPhone({
      fetch: async (url, init) => {
        if (hanging && url.endsWith(REFRESH)) await gate.opened
        return sendToService(url, init)
      },
    })
    const first = client.refreshToken().catch(() => undefined)
    await vi.waitFor(() => expect(refreshes()).toBe(1))
    await client.forget()
    await client.login({ email: 'syamlal@example.com', password: PASSWORD })
    hanging = false
    const before = await client.accessToken()
    advance(SECOND)
    await client.refreshToken()
    expect(await client.accessToken()).not.toBe(before)
    gate.open()
    await first
  })
})
