import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { advance, HOUR, MINUTE, SECOND, stopClock } from '../../../test/support/clock.ts'
import { ORIGIN } from '../../../test/support/origin.ts'
import { rotatedService, serverElsewhere } from '../../../test/support/server-elsewhere.ts'
import { call } from '../../../test/support/service.ts'
import { registerUser } from '../../../test/support/users.ts'
import { createVerifier, type Fetch, type KeysError } from '../../server/index.ts'
import { answer, openGate, sendToService } from '../support/phone.ts'

beforeEach(() => {
  stopClock()
})

describe('a rotated key', () => {
  it('is fetched for the first token that names it, and the old one goes on', async () => {
    const { before, after } = await rotatedService()
    const { tryToken, asked, reach } = serverElsewhere({}, before)
    const old = await registerUser({}, before)
    expect(await tryToken(old.token)).toBe('accepted')

    advance(30 * SECOND)
    reach(after)
    const fresh = await registerUser({ email: 'robin@example.com' }, after)
    expect(await tryToken(fresh.token)).toBe('accepted')
    expect(await tryToken(old.token)).toBe('accepted')
    expect(asked()).toBe(2)
  })

  it('may be of another kind', async () => {
    const { before, after } = await rotatedService(['ES256', 'EdDSA'])
    const { tryToken, reach } = serverElsewhere({}, before)
    expect(await tryToken((await registerUser({}, before)).token)).toBe('accepted')
    advance(30 * SECOND)
    reach(after)
    expect(await tryToken((await registerUser({ email: 'robin@example.com' }, after)).token)).toBe('accepted')
  })

  it('logs nobody out while it is too early to ask again: the failure is one to repeat', async () => {
    const { before, after } = await rotatedService()
    const { verifier, tryToken, reach } = serverElsewhere({}, before)
    expect(await tryToken((await registerUser({}, before)).token)).toBe('accepted')
    reach(after)
    advance(10 * SECOND)
    const { token } = await registerUser({ email: 'robin@example.com' }, after)
    const refused: KeysError = await verifier.verify(token).catch((error) => error)
    expect(refused).toMatchObject({ code: 'keys_unreachable', retryAfter: 20 })
    advance(20 * SECOND)
    expect(await tryToken(token)).toBe('accepted')
  })
})

describe('a clock that is set back', () => {
  it('makes no key last longer: they are fetched again', async () => {
    const { tryToken, asked } = serverElsewhere()
    const { token } = await registerUser()
    expect(await tryToken(token)).toBe('accepted')
    advance(-HOUR)
    expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(2)
    expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(2)
  })
})

describe('an issuer that cannot be reached', () => {
  it('does no harm within the grace: keys that were fetched before are trusted for 24 hours', async () => {
    const errors: KeysError[] = []
    const { tryToken, reach } = serverElsewhere({ onUnreachable: (error) => errors.push(error) })
    const { token } = await registerUser()
    expect(await tryToken(token)).toBe('accepted')
    reach(undefined)
    advance(24 * HOUR)
    expect(await tryToken(token)).toBe('accepted')
    expect(errors.map(({ code, cause }) => [code, String(cause)])).toEqual([
      ['keys_unreachable', 'TypeError: no network'],
    ])
    advance(SECOND)
    expect(await tryToken(token)).toBe('keys_unreachable')
  })

  it('is asked seldom meanwhile', async () => {
    const { tryToken, asked, reach } = serverElsewhere()
    const { token } = await registerUser()
    await tryToken(token)
    reach(undefined)
    advance(HOUR)
    for (const _ of Array(10)) expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(2)
    advance(30 * SECOND)
    expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(3)
  })

  it('is missed after five minutes where the grace is none, and only then', async () => {
    const { tryToken, asked, reach } = serverElsewhere({ offlineGrace: 0 })
    const { token } = await registerUser()
    expect(await tryToken(token)).toBe('accepted')
    reach(undefined)
    advance(5 * MINUTE)
    expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(1)
    advance(SECOND)
    expect(await tryToken(token)).toBe('keys_unreachable')
    reach(call)
    advance(SECOND)
    expect(await tryToken(token)).toBe('accepted')
    expect(asked()).toBe(3)
  })

  it('is asked again a second after the start, and then works', async () => {
    const { verifier, tryToken, asked, reach } = serverElsewhere()
    const { token } = await registerUser()
    reach(undefined)
    expect(await verifier.verify(token).catch((error) => error.retryAfter)).toBe(1)
    reach(call)
    expect(await tryToken(token)).toBe('keys_unreachable')
    expect(asked()).toBe(1)
    advance(SECOND)
    expect(await tryToken(token)).toBe('accepted')
  })

  it.each([
    ['a page with status 502', answer(502, 'Bad Gateway')],
    ['a page with status 200', answer(200, '<html>')],
    ['null', answer(200, 'null')],
    ['no list', answer(200, { keys: {} })],
    ['a list of nothing', answer(200, { keys: [null] })],
    ['a broken key', answer(200, { keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: 'k', alg: 'ES256' }] })],
  ])('is what answers with %s', async (_, given) => {
    const { token } = await registerUser()
    const { tryToken } = serverElsewhere({ fetch: async () => given })
    expect(await tryToken(token)).toBe('keys_unreachable')
  })

  it('is what does not answer in time', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] })
    const { token } = await registerUser()
    const { tryToken } = serverElsewhere({ fetch: () => new Promise(() => {}) })
    const outcome = tryToken(token)
    await vi.advanceTimersByTimeAsync(5 * SECOND)
    expect(await outcome).toBe('keys_unreachable')
  })
})

describe.each([
  ['on Workers, where no request may wait for what another has begun', 'Cloudflare-Workers', 3],
  ['elsewhere, where one fetch serves all', 'Node.js/24', 1],
])('requests at once %s', (_, userAgent, fetches) => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it('all have the keys', async () => {
    vi.stubGlobal('navigator', { userAgent })
    const { tryToken, asked } = serverElsewhere()
    const { token } = await registerUser()
    expect(await Promise.all([tryToken(token), tryToken(token), tryToken(token)])).toEqual(Array(3).fill('accepted'))
    expect(asked()).toBe(fetches)
  })

  it('do not wait while old keys are fetched again', async () => {
    vi.stubGlobal('navigator', { userAgent })
    const gate = openGate()
    let count = 0
    const fetch: Fetch = async (url, init) => {
      if (++count > 1) await gate.opened
      return sendToService(url, init)
    }
    const verifier = createVerifier({ issuer: ORIGIN, audience: 'latchkey', fetch })
    const { token } = await registerUser()
    await verifier.verify(token)
    advance(HOUR)
    const first = verifier.verify(token)
    expect((await verifier.verify(token)).claims.iss).toBe(ORIGIN)
    gate.open()
    await first
    expect(count).toBe(2)
  })
})
