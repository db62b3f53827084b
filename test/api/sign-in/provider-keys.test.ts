import { afterEach, describe, expect, it, vi } from 'vitest'
import { advance, MINUTE, SECOND, stopClock } from '../../support/clock.ts'
import { countingD1 } from '../../support/d1.ts'
import { logged, loggedText } from '../../support/logs.ts'
import {
  LATER,
  linkWith,
  loginWith,
  NOT_FOR_US,
  type ProviderName,
  TAKEN,
  tryIdToken,
} from '../../support/provider-login.ts'
import { mendProviders, newKey, providers } from '../../support/providers.ts'
import { dump } from '../../support/rows.ts'
import { type Answer, call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

afterEach(() => {
  mendProviders()
  vi.restoreAllMocks()
})

describe.each(BOTH)('the keys of %s', (name) => {
  const provider = providers[name]

  /** How often they are fetched in the course of some work. */
  async function fetchesOf(work: () => Promise<unknown>): Promise<number> {
    const before = provider.fetches
    await work()
    return provider.fetches - before
  }

  it('are fetched once, for as many sign-ins as come', async () => {
    stopClock()
    provider.outlastKeys()
    expect(await fetchesOf(() => loginWith(name))).toBe(1)
    expect(
      await fetchesOf(async () => {
        for (let times = 0; times < 5; times++) await loginWith(name)
      }),
    ).toBe(0)
  })

  it('are fetched again for a key that is not among them, once some time has passed', async () => {
    stopClock()
    provider.outlastKeys()
    await loginWith(name)
    const key = await provider.addKey()
    const signedWithNewKey = () => provider.idToken({}, key)
    expect(await fetchesOf(async () => expect(await tryIdToken(name, await signedWithNewKey())).toEqual(LATER))).toBe(0)
    provider.passCooldown()
    expect(await fetchesOf(async () => expect(await tryIdToken(name, await signedWithNewKey())).toEqual(TAKEN))).toBe(1)
    expect(await tryIdToken(name, await provider.idToken())).toEqual(TAKEN)
  })

  it('that are too young to be fetched again make a call come again when they may be, with the same token', async () => {
    stopClock()
    provider.outlastKeys()
    await loginWith(name)
    advance(12 * SECOND)
    const idToken = await provider.idToken({}, await provider.addKey())
    const login = () => call(`/users/login/${name}`, { body: { idToken } })
    const { status, headers, body } = await login()
    expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'unavailable', '18'])
    expect(loggedText()).toContain(`keys of ${name}: ERR_JWKS_NO_MATCHING_KEY`)
    advance(18 * SECOND)
    expect((await login()).status).toBe(200)
  })

  it('are forgotten once the provider has withdrawn them', async () => {
    stopClock()
    const key = await provider.addKey()
    provider.outlastKeys()
    expect(await tryIdToken(name, await provider.idToken({}, key))).toEqual(TAKEN)
    provider.withdrawKeys()
    provider.outlastKeys()
    expect(await tryIdToken(name, await provider.idToken({}, key))).toEqual(NOT_FOR_US)
  })

  it('are asked for at one address only, and nothing of the person goes there', async () => {
    const asked: Request[] = []
    const { fetch } = globalThis
    vi.spyOn(globalThis, 'fetch').mockImplementation((input, init) => {
      asked.push(new Request(input, init))
      return fetch(input, init)
    })
    provider.outlastKeys()
    await loginWith(name)
    expect(asked.map(({ method, url, body }) => [method, url, body])).toEqual([['GET', provider.keysUrl, null]])
  })
})

describe.each(BOTH)('while the keys of %s', (name) => {
  const provider = providers[name]
  const publishedKeys = async () => Response.json(await provider.publishedKeys())

  const hangs = (signal: AbortSignal) =>
    new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))

  const STATES: [string, (signal: AbortSignal) => Promise<Response>][] = [
    ['cannot be reached', () => Promise.reject(new TypeError('secret: connection refused'))],
    ['are answered with 500', async () => new Response('secret', { status: 500 })],
    ['are answered with 404', async () => new Response('secret', { status: 404 })],
    ['are answered with a redirect', async () => Response.redirect('https://elsewhere.example/keys')],
    ['are no JSON', async () => new Response('<html>secret</html>')],
    ['are no keys', async () => Response.json({ secret: true })],
    ['do not come', hangs],
  ]

  function expectUnavailable({ status, headers, body }: Answer): void {
    expect([status, body.code]).toEqual([503, 'unavailable'])
    expect(headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
    expect(JSON.stringify(body)).not.toContain('secret')
    expect(logged('request').at(-1)).toMatchObject({ reason: expect.stringMatching(/^keys of (apple|google): \w+$/) })
    expect(loggedText()).not.toContain('secret')
  }

  describe.each(STATES)('%s', (_, answer) => {
    it('a sign-in and a link are told to come back, and nothing is written', async () => {
      provider.outlastKeys() // may be far ahead, if another file fetched them there
      const { token } = await registerUser()
      const before = await dump()
      provider.breakKeys(answer)
      shortenTimeouts()
      const { DB, trips } = countingD1()
      const service = serviceWith({ DB })
      expectUnavailable(await loginWith(name, {}, { service }))
      expectUnavailable(await linkWith(name, token, {}, service))
      expect(trips()).toBe(0)
      expect(await dump()).toEqual(before)
    })

    it('those who sign in otherwise notice nothing', async () => {
      provider.outlastKeys()
      const { email } = await registerUser()
      provider.breakKeys(answer)
      const [other = name] = BOTH.filter((each) => each !== name)
      expect((await loginWith(other)).status).toBe(200)
      const body = { email, password: 'correct horse battery staple' }
      expect((await call('/users/login', { body })).status).toBe(200)
    })

    it('those that were fetched before are good for some time', async () => {
      stopClock()
      provider.outlastKeys()
      await loginWith(name)
      provider.breakKeys(answer)
      vi.setSystemTime(Date.now() + 9 * MINUTE)
      expect((await loginWith(name)).status).toBe(200)
    })

    it('a sign-in works again once they are there', async () => {
      provider.outlastKeys()
      provider.breakKeys(answer)
      shortenTimeouts()
      await loginWith(name)
      provider.breakKeys(publishedKeys)
      expect((await loginWith(name)).status).toBe(200)
    })
  })

  it('do not come, it is waited for some seconds and not for ever', async () => {
    provider.outlastKeys()
    provider.breakKeys(hangs)
    const asked = shortenTimeouts()
    expectUnavailable(await loginWith(name))
    expect(asked).toEqual([5_000])
  })
})

/** Lets time that is waited for pass at once; gives for how long it would have been. */
function shortenTimeouts(): number[] {
  const asked: number[] = []
  const timeout = AbortSignal.timeout.bind(AbortSignal)
  vi.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
    asked.push(milliseconds)
    return timeout(1)
  })
  return asked
}

it('a key that no provider publishes signs nobody in, whatever it is called', async () => {
  const { kid } = await providers.apple.firstKey()
  for (const name of [kid, 'unknown', '']) {
    expect(await tryIdToken('apple', await providers.apple.idToken({}, await newKey(name)))).toEqual(NOT_FOR_US)
  }
})
