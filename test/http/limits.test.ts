/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { countSlices } from '../support/production-limits.ts'
import { loginWith } from '../support/provider-login.ts'
import { exampleOf } from '../support/routes/example.ts'
import { everyRoute } from '../support/routes/index.ts'
import { everyLimit, everyLimitName, recordingLimits } from '../support/routes/limits.ts'
import type { LimitName } from '../support/routes/record.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { sessionOf } from '../support/session-of.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const { '/wrangler.toml': wranglerToml = '' } = import.meta.glob<string>('/wrangler.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

type Limiter = Pick<RateLimit, 'limit'>

const refusing: Limiter = { limit: async () => ({ success: false }) }
const broken: Limiter = { limit: () => Promise.reject(new Error('secret: RPC to limiter failed')) }

const ADDRESS = '203.0.113.7'

function expectLimited({ status, headers, body }: Answer): void {
  expect({ status, code: body.code, title: body.title }).toEqual({
    status: 429,
    code: 'rate_limited',
    title: 'Too Many Requests',
  })
  expect(headers.get('retry-after')).toBe('60')
  expect(headers.get('cache-control')).toBe('no-store')
}

// Which limits count which call is in the routes' records: see test/http/every-route.test.ts.

describe('a call of each route', () => {
  it.each(everyRoute.filter(({ limits }) => limits.length > 0))(
    'is refused by a limit before it costs anything: $route',
    async (route) => {
      const { mailbox, send } = await exampleOf(route)
      const mailsBefore = mailbox.mails.length
      const { DB, trips } = countingD1()
      const slices = await countSlices(async () => expectLimited(await send({}, { ...everyLimit(() => refusing), DB })))
      expect({ slices, trips: trips(), mails: mailbox.mails.length - mailsBefore }).toEqual({
        slices: 0,
        trips: 0,
        mails: 0,
      })
    },
  )

  it.each(everyRoute)('passes where the limits are down: $route', async (route) => {
    expectLogs('limit_failed')
    const { send } = await exampleOf(route)
    const { status } = await send(
      {},
      everyLimit(() => broken),
    )
    expect(status).toBe(route.success)
    expect(logged('limit_failed')).toHaveLength(route.limits.length)
    expect(loggedText()).not.toContain('secret')
  })

  it('passes where a limit fails at once', async () => {
    expectLogs('limit_failed')
    const limit = () => {
      throw new Error('secret')
    }
    const { status, body } = await serviceWith(everyLimit(() => ({ limit })))('/users/profile/public/somebody')
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'user_not_found' })
    expect(loggedText()).not.toContain('secret')
  })
})

describe('a page', () => {
  const email = 'syamlal@example.com'
  const FORMS: Record<string, Record<string, string>> = {
    '/account/confirm-email': { user: 'somebody', token: 'none' },
    '/account/forgot-password': { email },
    '/account/reset-password': { email, code: '123456', password: PASSWORD },
    '/account/delete': { email, password: PASSWORD },
  }

  const BY_ADDRESS: Record<string, string> = {
    '/account/reset-password': 'LIMIT_LOGIN',
    '/account/delete': 'LIMIT_LOGIN',
  }

  it.each(Object.entries(FORMS))(
    'is counted by its account and by where it comes from, and refused like its call: %s',
    async (path, body) => {
      const headers = { 'cf-connecting-ip': ADDRESS }
      const { limits, asked } = recordingLimits()
      await serviceWith({ ...limits, EMAIL: openMailbox().EMAIL })(path, { headers, body })
      const [byAddress, byAccount] = asked
      expect(byAddress).toEqual({ name: BY_ADDRESS[path] ?? 'LIMIT_GENERAL', key: ADDRESS })
      if (!body.token) expect(byAccount?.key).toContain(body.email) // a link's token is no guess

      const { DB, trips } = countingD1()
      const settings = { ...everyLimit(() => refusing), DB, EMAIL: openMailbox().EMAIL }
      const { status, headers: answered } = await serviceWith(settings)(path, { headers, body })
      expect({ status, trips: trips() }).toEqual({ status: 429, trips: 0 })
      expect(answered.get('retry-after')).toBe('60')
    },
  )
})

describe('the key', () => {
  const loginFrom = async (address: string, email: string) => {
    const { limits, asked } = recordingLimits()
    await serviceWith(limits)('/users/login', {
      headers: { 'cf-connecting-ip': address },
      body: { email, password: PASSWORD },
    })
    return asked.filter(({ name }) => name === 'LIMIT_PASSWORD')
  }

  it('of a login is the account and the address: neither locks the other out', async () => {
    const [one] = await loginFrom(ADDRESS, 'one@example.com')
    const [other] = await loginFrom(ADDRESS, 'other@example.com')
    const [elsewhere] = await loginFrom('198.51.100.1', 'one@example.com')
    expect(new Set([one?.key, other?.key, elsewhere?.key]).size).toBe(3)
  })

  it('is the same however the email is written', async () => {
    expect(await loginFrom(ADDRESS, ' ONE@example.com ')).toEqual(await loginFrom(ADDRESS, 'one@example.com'))
  })

  const registerFrom = async (address: string | undefined) => {
    const { limits, asked } = recordingLimits()
    const headers = address === undefined ? {} : { 'cf-connecting-ip': address }
    await serviceWith(limits)('/users/register', {
      headers,
      body: { name: 'X', email: 'x@example.com', password: PASSWORD },
    })
    return asked.flatMap(({ name, key }) => (name === 'LIMIT_MAIL_TOTAL' ? [] : key))
  }

  it('of an IPv6 address is its network: anyone has more addresses there than can be counted', async () => {
    const keys = await registerFrom('2001:db8:1:2:3:4:5:6')
    expect(await registerFrom('2001:db8:1:ffff::1')).toEqual(keys)
    expect(await registerFrom('2001:db8:2::1')).not.toEqual(keys)
  })

  it('of an IPv4 address is the whole of it', async () => {
    expect(await registerFrom('203.0.113.7')).not.toEqual(await registerFrom('203.0.113.8'))
  })

  it('is not taken from a header that the caller writes', async () => {
    const { limits, asked } = recordingLimits()
    const headers = {
      'cf-connecting-ip': ADDRESS,
      'x-forwarded-for': '10.0.0.1',
      'x-real-ip': '10.0.0.2',
      forwarded: 'for=10.0.0.3',
    }
    await serviceWith(limits)('/users/register', {
      headers,
      body: { name: 'X', email: 'x@example.com', password: PASSWORD },
    })
    expect(asked.map(({ key }) => key)).toEqual([
      ADDRESS,
      `x@example.com ${ADDRESS}`,
      'LIMIT_MAIL x@example.com',
      'registration',
    ])
  })

  it('never reaches the log', async () => {
    await loginFrom(ADDRESS, 'one@example.com')
    expect(loggedText()).not.toContain(ADDRESS)
    expect(loggedText()).not.toContain('one@example.com')
  })
})

describe('a limit of wrangler.toml', () => {
  const limitOf = (name: string): number => {
    const found = new RegExp(
      `name = "${name}"\\s+namespace_id = "\\d+"\\s+simple = \\{ limit = (\\d+), period = 60 \\}`,
    ).exec(wranglerToml)
    if (!found) throw new Error(`${name} is not in wrangler.toml`)
    return Number(found[1])
  }

  /** Uses up all but one of the calls that a key has in a minute. */
  const useUp = async (name: LimitName, key: string) => {
    for (let call = 1; call < limitOf(name); call++) await env[name].limit({ key })
  }

  /** Calls that are let pass before one is refused; a new minute may begin meanwhile. */
  async function callsUntilLimited(make: () => Promise<Answer>, limit: number): Promise<number> {
    for (let passed = 0; passed <= 2 * limit; passed++) {
      const answer = await make()
      if (answer.status !== 429) continue
      expectLimited(answer)
      return passed
    }
    throw new Error('was never refused')
  }

  /** An IPv6 address that no test has called from, and the network that it is counted by. */
  const newNetwork = () => {
    const prefix = `2001:db8:${crypto.getRandomValues(new Uint16Array(1))[0]?.toString(16)}::`
    return { address: `${prefix}1`, network: `${prefix}/48` }
  }

  const newEmail = () => `${crypto.randomUUID()}@example.com`

  it('has its own namespace and a reason for each', () => {
    const namespaces = [...wranglerToml.matchAll(/namespace_id = "(\d+)"/g)].map(([, id]) => id)
    expect(new Set(namespaces).size).toBe(everyLimitName().length)
    expect(wranglerToml.match(/\[\[ratelimits\]\] # \w.{20,}/g)).toHaveLength(everyLimitName().length)
  })

  it('LIMIT_MAIL ends asking for mails to one address, and to no other', async () => {
    const email = newEmail()
    const service = serviceWith({ LIMIT_MAIL: env.LIMIT_MAIL, EMAIL: openMailbox().EMAIL })
    const forgot = (address: string) => service('/users/password/forgot', { body: { email: address } })
    expect(await callsUntilLimited(() => forgot(email), limitOf('LIMIT_MAIL'))).toBeGreaterThanOrEqual(
      limitOf('LIMIT_MAIL'),
    )
    expect((await forgot(newEmail())).status).toBe(202)
  })

  it('LIMIT_ADDRESS ends asking for mails to one address from everywhere, and lets codes be given', async () => {
    const email = newEmail()
    const service = serviceWith({ LIMIT_ADDRESS: env.LIMIT_ADDRESS, EMAIL: openMailbox().EMAIL })
    await useUp('LIMIT_ADDRESS', `LIMIT_MAIL ${email}`)
    const forgot = () => service('/users/password/forgot', { body: { email } })
    expect(await callsUntilLimited(forgot, limitOf('LIMIT_ADDRESS'))).toBeGreaterThanOrEqual(1)
    const guess = { email, code: '000000', password: PASSWORD }
    expect((await service('/users/password/reset', { body: guess })).body.code).toBe('code_invalid')
  })

  it('LIMIT_CODE ends giving codes for one account', async () => {
    const email = newEmail()
    const service = serviceWith({ LIMIT_CODE: env.LIMIT_CODE })
    const give = () => service('/users/password/reset', { body: { email, code: '000000', password: PASSWORD } })
    expect(await callsUntilLimited(give, limitOf('LIMIT_CODE'))).toBeGreaterThanOrEqual(limitOf('LIMIT_CODE'))
  })

  it('LIMIT_PASSWORD ends comparing passwords in a session that was left open', async () => {
    const user = await registerUser({ email: newEmail() })
    const service = serviceWith({ LIMIT_PASSWORD: env.LIMIT_PASSWORD, EMAIL: openMailbox().EMAIL })
    await useUp('LIMIT_PASSWORD', sessionOf(user.token))
    const { token, email } = user
    // The right one, which D1 does not count; their own address, so that the session goes on.
    const body = { email, password: PASSWORD }
    const change = () => service('/users/email', { method: 'PUT', token, body })
    expect(await callsUntilLimited(change, limitOf('LIMIT_PASSWORD'))).toBeGreaterThanOrEqual(1)
  })

  it('LIMIT_REGISTER ends making users from one address', async () => {
    const { address, network } = newNetwork()
    const service = serviceWith({ LIMIT_REGISTER: env.LIMIT_REGISTER })
    await useUp('LIMIT_REGISTER', network)
    const register = () =>
      service('/users/register', {
        headers: { 'cf-connecting-ip': address },
        body: { name: 'X', email: newEmail(), password: PASSWORD },
      })
    expect(await callsUntilLimited(register, limitOf('LIMIT_REGISTER'))).toBeGreaterThanOrEqual(1)
  })

  it.each([
    ['/users/login', (email: string) => ({ email, password: PASSWORD })],
    ['/users/password/reset', (email: string) => ({ email, code: '000000', password: PASSWORD })],
  ])('LIMIT_LOGIN ends hashing for whoever names another account each time: %s', async (path, bodyFor) => {
    const { address, network } = newNetwork()
    const service = serviceWith({ LIMIT_LOGIN: env.LIMIT_LOGIN })
    await useUp('LIMIT_LOGIN', network)
    const make = () => service(path, { headers: { 'cf-connecting-ip': address }, body: bodyFor(newEmail()) })
    expect(await callsUntilLimited(make, limitOf('LIMIT_LOGIN'))).toBeGreaterThanOrEqual(1)
  })

  it('LIMIT_MAIL_TOTAL ends the mailing of codes that are asked for, from whatever account', async () => {
    const service = serviceWith({ LIMIT_MAIL_TOTAL: env.LIMIT_MAIL_TOTAL, EMAIL: openMailbox().EMAIL })
    await useUp('LIMIT_MAIL_TOTAL', 'request')
    const ask = async () => {
      const { token } = await registerUser({ email: newEmail() })
      return service('/users/email', { method: 'PUT', token, body: { email: newEmail(), password: PASSWORD } })
    }
    expect(await callsUntilLimited(ask, limitOf('LIMIT_MAIL_TOTAL'))).toBeGreaterThanOrEqual(1)
  })

  it('LIMIT_ACCOUNT ends the writing of a record with each call', async () => {
    const { token } = await registerUser({ email: newEmail() })
    const service = serviceWith({ LIMIT_ACCOUNT: env.LIMIT_ACCOUNT })
    const endOthers = () => service('/users/sessions', { method: 'DELETE', token })
    const passed = await callsUntilLimited(endOthers, limitOf('LIMIT_ACCOUNT'))
    expect(passed).toBeGreaterThanOrEqual(limitOf('LIMIT_ACCOUNT'))
  })

  it('LIMIT_LOGIN is not used up by ID tokens that are none', async () => {
    const { limits, asked } = recordingLimits()
    await serviceWith(limits)('/users/login/google', { body: { idToken: 'a.b.c' } })
    expect(asked.map(({ name }) => name)).toEqual(['LIMIT_GENERAL'])
  })

  it('LIMIT_PASSWORD ends signing in with one account at a provider', async () => {
    const service = serviceWith({ LIMIT_PASSWORD: env.LIMIT_PASSWORD })
    const sub = crypto.randomUUID()
    await useUp('LIMIT_PASSWORD', `google ${sub} `)
    const passed = await callsUntilLimited(() => loginWith('google', { sub }, { service }), limitOf('LIMIT_PASSWORD'))
    expect(passed).toBeGreaterThanOrEqual(1)
  })

  it('LIMIT_GENERAL ends everything that is done in one session, and nothing in another', async () => {
    const { email, token, refreshToken } = await registerUser()
    const other = (await call('/users/login', { body: { email, password: PASSWORD } })).body.data
    const service = serviceWith({ LIMIT_GENERAL: twoCallsFor() })
    for (let times = 0; times < 2; times++) expect((await service('/users/profile', { token })).status).toBe(200)
    expectLimited(await service('/users/profile', { token }))
    expectLimited(await service('/users/sessions', { token }))
    expectLimited(await service('/users/token/refresh', { body: { refreshToken } }))
    expect((await service('/users/profile', { token: other.token })).status).toBe(200)
    const { token: stranger } = await registerUser({ email: newEmail() })
    expect((await service('/users/profile', { token: stranger })).status).toBe(200)
  })
})

/** A limiter of two calls for each key, for ever. */
function twoCallsFor(): Limiter {
  const counts = new Map<string, number>()
  return {
    limit: async ({ key }) => {
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { success: count <= 2 }
    },
  }
}

describe('a service without a limit', () => {
  it('lets calls pass and logs nothing', async () => {
    const service = serviceWith(everyLimit(() => undefined as never))
    const { token } = await registerUser({}, service)
    expect((await service('/users/profile', { token })).status).toBe(200)
  })

  it('is set up wrongly if it is given something else', async () => {
    expectLogs('misconfigured')
    const { status, body } = await serviceWith({ LIMIT_MAIL: '10' })('/health')
    expect(status).toBe(500)
    expect(body.errors).toEqual([{ path: 'LIMIT_MAIL', message: 'must be a rate limit' }])
  })
})
