import { Hono } from 'hono'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { PROBLEMS } from '../../../src/model/problem.ts'
import { type Outcome, requireRole, requireUser, type UserVariables, type VerifiedUser } from '../../worker/index.ts'

interface Env {
  USERS: { verify(token: string): Promise<Outcome<VerifiedUser>> }
}

const SECOND = 1_000
const NOW = Date.parse('2026-11-29T12:00:00Z')

let asked: string[]
let answer: (token: string) => Outcome<VerifiedUser>
const env: Env = {
  USERS: {
    async verify(token) {
      asked.push(token)
      return answer(token)
    },
  },
}
const users = ({ USERS }: Env) => USERS

const userOf = (token: string): VerifiedUser => ({
  userId: token,
  sessionId: 's',
  roles: ['editor'],
  level: 1,
  expiresAt: new Date(NOW + 60 * SECOND).toISOString(),
})

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: NOW })
  asked = []
  answer = (token) => ({ data: userOf(token) })
})

type App = Hono<{ Bindings: Env; Variables: UserVariables }>
const newApp = (): App => new Hono()
const clockAt = (seconds: number) => vi.setSystemTime(NOW + seconds * SECOND)

const get = async (app: App, headers: Record<string, string> = { 'x-access-token': 't' }) => {
  const response = await app.request('/', { headers }, env)
  return { status: response.status, headers: response.headers, body: (await response.json()) as any }
}

describe('requireUser', () => {
  const app = newApp().get('/', requireUser(users), (c) => c.json(c.get('user')))

  it('gives the user, by either header', async () => {
    expect((await get(app)).body).toEqual(userOf('t'))
    expect((await get(app, { authorization: 'bearer  t ' })).body).toEqual(userOf('t'))
    expect((await get(app, { 'x-access-token': 't', authorization: 'Bearer t' })).status).toBe(200)
    expect(asked).toEqual(['t', 't', 't'])
  })

  it('refuses by itself who sends no token, or two, as the service does', async () => {
    for (const [code, headers] of [
      ['token_missing', {}],
      ['token_missing', { authorization: 'Basic dA==' }],
      ['token_invalid', { 'x-access-token': 't', authorization: 'Bearer u' }],
    ] as const) {
      const { status, message, challenge } = PROBLEMS[code]
      const response = await get(app, headers)
      expect(response.body).toEqual({ title: 'Unauthorized', status, code, message })
      expect([response.status, response.headers.get('www-authenticate')]).toEqual([status, challenge])
    }
    expect(asked).toEqual([])
  })

  it('sends the problem on, with what goes into headers', async () => {
    const problem = { code: 'rate_limited', status: 429, message: 'm', requestId: 'r', retryAfterSeconds: 7 } as const
    answer = () => ({ problem })
    const { status, headers, body } = await get(app)
    expect([status, body]).toEqual([
      429,
      { title: 'Too Many Requests', status: 429, code: 'rate_limited', message: 'm', requestId: 'r' },
    ])
    expect([headers.get('retry-after'), headers.get('content-type'), headers.get('cache-control')]).toEqual([
      '7',
      'application/problem+json; charset=utf-8',
      'no-store',
    ])
  })

  it('lets nobody in if the service cannot be reached', async () => {
    answer = () => {
      throw new Error('gone')
    }
    const failing = newApp()
      .onError((error, c) => c.json({ failed: error.message }, 500))
      .get('/', requireUser(users, { stale: '60s' }), (c) => c.json(c.get('user')))
    expect(await get(failing)).toMatchObject({ status: 500, body: { failed: 'gone' } })
  })

  it('asks once a request, and once more where what stands before may be stale', async () => {
    const fresh = newApp()
      .use(requireUser(users))
      .get('/', requireUser(users), (c) => c.json(c.get('user')))
    await get(fresh)
    expect(asked).toHaveLength(1)
    const mixed = newApp()
      .use(requireUser(users, { stale: '60s' }))
      .get('/', requireUser(users), (c) => c.json(c.get('user')))
    await get(mixed)
    await get(mixed)
    expect(asked).toHaveLength(3) // its first request asks once, its second for the route alone
  })
})

describe('with stale', () => {
  it('asks again after that time, and not before', async () => {
    const app = newApp().get('/', requireUser(users, { stale: '30s' }), (c) => c.json(c.get('user')))
    for (const seconds of [0, 15, 29.9]) {
      clockAt(seconds)
      expect((await get(app)).body).toEqual(userOf('t'))
    }
    expect(asked).toHaveLength(1)
    clockAt(30)
    answer = () => ({ problem: { code: 'session_ended', status: 401, message: '', requestId: '' } })
    expect((await get(app)).status).toBe(401)
    expect((await get(app)).status).toBe(401)
    expect(asked).toHaveLength(3)
  })

  it('remembers 4,096 tokens, the newest', async () => {
    const app = newApp().get('/', requireUser(users, { stale: '1m' }), (c) => c.json(c.get('user')))
    for (let index = 0; index <= 4_096; index++) await get(app, { 'x-access-token': `t${index}` })
    await get(app, { 'x-access-token': 't4096' })
    await get(app, { 'x-access-token': 't1' })
    expect(asked).toHaveLength(4_097)
    await get(app, { 'x-access-token': 't0' })
    expect(asked).toHaveLength(4_098)
  })

  it.each(['', '0s', '60', '2h', '10d', '-5s', '1.5m', 'x'])('takes no such time: %j', (stale) => {
    expect(() => requireUser(users, { stale })).toThrow(TypeError)
  })
})

describe('requireRole', () => {
  it('lets on who has the role', async () => {
    const app = newApp().get('/', requireUser(users), requireRole('editor'), (c) => c.json('in'))
    expect((await get(app)).body).toBe('in')
    const other = newApp().get('/', requireUser(users), requireRole('owner'), (c) => c.json('in'))
    const { status, message } = PROBLEMS.role_required
    expect((await get(other)).body).toEqual({ title: 'Forbidden', status, code: 'role_required', message })
  })

  it('is a mistake without requireUser, and lets nobody on', async () => {
    const app = newApp()
      .onError((error, c) => c.json(error.message, 500))
      .get('/', requireRole('editor'), (c) => c.json('in'))
    expect((await get(app)).body).toBe('requireRole stands after requireUser')
  })
})
