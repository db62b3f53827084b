/// <reference types="vite/types/importMeta.d.ts" />
import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { everyRoute, exampleCall } from '../support/every-route.ts'
import { expectLogs, logged, loggedText } from '../support/logs.ts'
import { openMailbox } from '../support/mailbox.ts'
import { countSlices } from '../support/production-limits.ts'
import { loginWith } from '../support/provider-login.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const { '/wrangler.toml': wranglerToml = '' } = import.meta.glob<string>('/wrangler.toml', {
  query: '?raw',
  import: 'default',
  eager: true,
})

const NAMES = [
  'LIMIT_REGISTER',
  'LIMIT_LOGIN',
  'LIMIT_PASSWORD',
  'LIMIT_MAIL',
  'LIMIT_CODE',
  'LIMIT_ACCOUNT',
  'LIMIT_GENERAL',
] as const

type Limiter = Pick<RateLimit, 'limit'>

/** The same limiter in the place of each. */
const everyLimit = (limiter: (name: string) => Limiter) =>
  Object.fromEntries(NAMES.map((name) => [name, limiter(name)]))

/** Limiters that let everything pass and note what they were asked. */
function recordingLimits() {
  const asked: { name: string; key: string }[] = []
  const limits = everyLimit((name) => ({
    limit: async ({ key }) => {
      asked.push({ name, key })
      return { success: true }
    },
  }))
  return { limits, asked }
}

const refusing: Limiter = { limit: async () => ({ success: false }) }
const broken: Limiter = { limit: () => Promise.reject(new Error('secret: RPC to limiter failed')) }

const ADDRESS = '203.0.113.7'

/** Routes that ask no database: there is nothing to protect. */
const UNLIMITED = ['GET /.well-known/jwks.json', 'GET /.well-known/openid-configuration', 'GET /openapi.json']

/** What counts a call of a signed-in user besides LIMIT_GENERAL, which counts them all. */
const NARROWER: Record<string, string[]> = {
  'PUT /users/password': ['LIMIT_PASSWORD'],
  'POST /users/email/verification': ['LIMIT_MAIL'],
  'POST /users/email/verify': ['LIMIT_CODE'],
  'PUT /users/email': ['LIMIT_MAIL', 'LIMIT_MAIL', 'LIMIT_PASSWORD'], // the account, and the address that is mailed
  'DELETE /users/account': ['LIMIT_PASSWORD'],
  'GET /users/account/export': ['LIMIT_ACCOUNT'],
  'GET /users/sessions': ['LIMIT_ACCOUNT'],
  'DELETE /users/sessions': ['LIMIT_ACCOUNT'],
}

/** Routes whose caller only says whose account it is, or nobody's: whoever names another each time is counted, too. */
const BY_ADDRESS_TOO = [
  'POST /users/register',
  'POST /users/login',
  'POST /users/login/:provider',
  'POST /users/password/forgot',
  'POST /users/password/reset',
]

/** Routes of which nobody knows yet for which account they are, if for any. Every other one is counted by its account. */
const BY_ADDRESS_ALONE = ['GET /users/profile/public/:userId', 'GET /health']

function expectLimited({ status, headers, body }: Answer): void {
  expect({ status, code: body.code, title: body.title }).toEqual({
    status: 429,
    code: 'rate_limited',
    title: 'Too Many Requests',
  })
  expect(headers.get('retry-after')).toBe('60')
  expect(headers.get('cache-control')).toBe('no-store')
}

describe('a call of each route', () => {
  it.each(everyRoute)('is counted by its account, or else by the address it comes from: %s', async (route) => {
    const { path, call: example, settings } = await exampleCall(route)
    const { limits, asked } = recordingLimits()
    const headers = { ...example.headers, 'cf-connecting-ip': ADDRESS }
    const { status } = await serviceWith({ ...settings, ...limits })(path, { ...example, headers })
    expect(status).toBeLessThan(300)
    expect(asked.length > 0).toBe(!UNLIMITED.includes(route))
    expect(asked.every(({ key }) => key === ADDRESS)).toBe(
      UNLIMITED.includes(route) || BY_ADDRESS_ALONE.includes(route),
    )
    for (const { key } of asked) expect(key).toMatch(/\S/)
    const isByAddress = asked.some(({ key }) => key === ADDRESS)
    expect(isByAddress).toBe([...BY_ADDRESS_TOO, ...BY_ADDRESS_ALONE].includes(route))
  })

  it.each(Object.entries(NARROWER))('is counted by its own limits, too: %s', async (route, names) => {
    const { path, call: example, settings } = await exampleCall(route)
    const { limits, asked } = recordingLimits()
    await serviceWith({ ...settings, ...limits })(path, example)
    expect(asked.map(({ name }) => name)).toEqual(['LIMIT_GENERAL', ...names])
    expect(new Set(asked.map(({ key }) => key).filter((key) => !key.includes('@'))).size).toBe(1)
  })

  it.each(everyRoute.filter((route) => !UNLIMITED.includes(route)))(
    'is refused by a limit before it costs anything: %s',
    async (route) => {
      const { path, call: example, settings } = await exampleCall(route)
      const { DB, trips } = countingD1()
      const mailbox = openMailbox()
      const service = serviceWith({ ...settings, ...everyLimit(() => refusing), DB, EMAIL: mailbox.EMAIL })
      const slices = await countSlices(async () => expectLimited(await service(path, example)))
      expect({ slices, trips: trips(), mails: mailbox.mails.length }).toEqual({ slices: 0, trips: 0, mails: 0 })
    },
  )

  it.each(everyRoute)('passes where the limits are down: %s', async (route) => {
    expectLogs('limit_failed')
    const { path, call: example, settings } = await exampleCall(route)
    const { status } = await serviceWith({ ...settings, ...everyLimit(() => broken) })(path, example)
    expect(status).toBeLessThan(300)
    expect(logged('limit_failed').length > 0).toBe(!UNLIMITED.includes(route))
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
    '/account/confirm-email': { user: 'somebody', code: '123456' },
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
      expect(byAccount?.key).toContain(body.email ?? body.user)

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
    return asked.map(({ key }) => key)
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
    expect(asked.map(({ key }) => key)).toEqual([ADDRESS, 'x@example.com'])
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
  const useUp = async (name: (typeof NAMES)[number], key: string) => {
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
    expect(new Set(namespaces).size).toBe(NAMES.length)
    expect(wranglerToml.match(/\[\[ratelimits\]\] # \w.{20,}/g)).toHaveLength(NAMES.length)
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

  it('LIMIT_CODE ends giving codes for one account', async () => {
    const email = newEmail()
    const service = serviceWith({ LIMIT_CODE: env.LIMIT_CODE })
    const give = () => service('/users/password/reset', { body: { email, code: '000000', password: PASSWORD } })
    expect(await callsUntilLimited(give, limitOf('LIMIT_CODE'))).toBeGreaterThanOrEqual(limitOf('LIMIT_CODE'))
  })

  it('LIMIT_PASSWORD ends comparing passwords in a session that was left open', async () => {
    const user = await registerUser({ email: newEmail() })
    const service = serviceWith({ LIMIT_PASSWORD: env.LIMIT_PASSWORD })
    await useUp('LIMIT_PASSWORD', user._id)
    let { token } = user
    // The right one, which D1 does not count.
    const body = { currentPassword: PASSWORD, newPassword: PASSWORD }
    const change = async () => {
      const answer = await service('/users/password', { method: 'PUT', token, body })
      if (answer.status === 200) token = answer.body.data.token
      return answer
    }
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

  it('LIMIT_GENERAL ends everything that one user does, on whichever device', async () => {
    const { email, token } = await registerUser()
    const other = (await call('/users/login', { body: { email, password: PASSWORD } })).body.data
    const service = serviceWith({ LIMIT_GENERAL: twoCallsFor() })
    expect((await service('/users/profile', { token })).status).toBe(200)
    expect((await service('/users/profile', { token: other.token })).status).toBe(200)
    expectLimited(await service('/users/profile', { token }))
    expectLimited(await service('/users/sessions', { token: other.token }))
    expectLimited(await service('/users/token/refresh', { body: { refreshToken: other.refreshToken } }))
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
