import { Hono } from 'hono'
import { beforeEach, expect, it, vi } from 'vitest'
import { requireRole, requireUser, type UsersBinding, type UserVariables } from '../../../client/worker/index.ts'
import { advance, SECOND, stopClock } from '../../support/clock.ts'
import { newPerson } from '../../support/person.ts'
import { usersFor } from '../../support/rpc.ts'

// A Worker that remembers whom it has let in (`stale`) lets in somebody else by it, for longer than it says, or with more roles.

interface Env {
  USERS: Pick<UsersBinding, 'verify'>
}
type App = Hono<{ Bindings: Env; Variables: UserVariables }>

const USERS: Env['USERS'] = { verify: (token) => usersFor({}).verify(token) }
const remembering = requireUser(({ USERS }: Env) => USERS, { stale: '1h' })
const statusOf = async (app: App, token: string) =>
  (await app.request('/', { headers: { 'x-access-token': token } }, { USERS })).status

beforeEach(() => {
  stopClock()
})

it('what a route does to its user does not reach the next request', async () => {
  const { token } = await newPerson()
  const spoiling: App = new Hono()
  spoiling.get('/', remembering, (c) => {
    c.get('user').roles.push('owner')
    return c.text('in')
  })
  const guarded: App = new Hono()
  guarded.get('/', remembering, requireRole('owner'), (c) => c.text('in'))
  expect([await statusOf(spoiling, token), await statusOf(spoiling, token)]).toEqual([200, 200])
  expect(await statusOf(guarded, token)).toBe(403)
})

it('a token that has expired is let in no more, however long it may be remembered', async () => {
  const { token } = await newPerson({ settings: { ACCESS_TOKEN_TTL: '20s' } })
  const app: App = new Hono()
  app.get('/', remembering, (c) => c.text('in'))
  expect(await statusOf(app, token)).toBe(200)
  advance(19 * SECOND)
  expect(await statusOf(app, token)).toBe(200)
  advance(SECOND)
  expect(await statusOf(app, token)).toBe(401)
})

it('another spelling of a token that is remembered is asked about', async () => {
  const { token } = await newPerson()
  const verify = vi.spyOn(USERS, 'verify')
  const app: App = new Hono()
  app.get('/', remembering, (c) => c.text('in'))
  expect(await statusOf(app, token)).toBe(200)
  for (const other of [`${token}=`, token.slice(0, -1), token.toUpperCase(), `${token}.`])
    expect([other, await statusOf(app, other)]).toEqual([other, 401])
  expect(verify).toHaveBeenCalledTimes(5)
})
