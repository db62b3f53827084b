import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { app } from '../../src/app.ts'
import { advance, DAY, stopClock } from '../support/clock.ts'
import { disableUser } from '../support/rows.ts'
import { type Answer, call, ORIGIN } from '../support/service.ts'
import type { SignedIn } from '../support/users.ts'
import { breaches } from './breaches.ts'
import { registered, type SuccessfulCall, service, successfulCall } from './calls.ts'
import { document, type Operation, operationOf, operations, successOf } from './document.ts'

/** Makes the call that succeeds; `headers` are sent instead of its token. */
async function succeed(operation: Operation, user: SignedIn, headers?: Record<string, string>): Promise<Answer> {
  const { path, token, ...example } = await successfulCall(operation, user)
  return service(path, { ...example, ...(headers ? { headers } : token && { token }) })
}

/** Whether the answer of success has such a header. */
const documents = (operation: Operation, name: string) => name in (successOf(operation)?.headers ?? {})

it('documents every route of the app, and no other', () => {
  // Middleware is registered for ALL, and once more for each route.
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`)
  expect(operations.map(({ route }) => route).sort()).toEqual([...new Set(routes)].sort())
})

describe.each(operations)('$id ($route)', (operation) => {
  it('answers as documented, to the letter', async () => {
    const answer = await succeed(operation, await registered())
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(operation.success)
    expect(answer.headers.has('x-d1-bookmark')).toBe(documents(operation, 'x-d1-bookmark'))
  })

  it('answers as documented for a user who has filled in everything', async () => {
    const user = await registered()
    const body = { name: 'Robin', bio: 'Climbs.', avatarUrl: 'https://example.com/robin.png', locale: 'en-GB' }
    await call('/users/profile', { method: 'PUT', token: user.token, body })
    const answer = await succeed(operation, user)
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(operation.success)
  })

  it.each<[string, (user: SignedIn, example: SuccessfulCall) => unknown]>([
    ['is made a second time', (_, { path, ...example }) => service(path, example)],
    ['comes from a session that has ended', ({ token }) => call('/users/logout', { method: 'POST', token })],
    ['comes from a user who is disabled', ({ _id }) => disableUser(_id)],
    ['comes from a user who is gone', ({ _id }) => env.DB.prepare('DELETE FROM users WHERE id = ?').bind(_id).run()],
    ['comes with tokens that have expired', () => advance(100 * DAY)],
  ])('answers as documented when the call %s', async (_, happen) => {
    const user = await registered()
    const { path, ...example } = await successfulCall(operation, user)
    await happen(user, { path, ...example })
    expect(breaches(operation, await service(path, example))).toEqual([])
  })
})

describe.each(operations.filter(({ isAuthenticated }) => isAuthenticated))('$id ($route)', (operation) => {
  it.each([
    ['x-access-token', (token: string) => token],
    ['authorization', (token: string) => `Bearer ${token}`],
  ])('takes the token in %s', async (name, write) => {
    const user = await registered()
    expect((await succeed(operation, user, { [name]: write(user.token) })).status).toBe(operation.success)
  })

  it('renews a token past half its life, if the document says so', async () => {
    stopClock()
    const user = await registered()
    advance(6 * DAY) // of 10
    const answer = await succeed(operation, user)
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.headers.has('x-access-token')).toBe(documents(operation, 'x-access-token'))
  })

  it.each([
    ['a token', 'token_missing', () => ({})],
    ['a token that is ours', 'token_invalid', () => ({ 'x-access-token': 'nonsense' })],
    ['an access token', 'token_invalid', ({ refreshToken }: SignedIn) => ({ 'x-access-token': refreshToken })],
  ])('demands %s', async (_, code, headers) => {
    const user = await registered()
    const answer = await succeed(operation, user, headers(user))
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code).toBe(code)
  })
})

describe.each(operations.filter(({ isAuthenticated }) => !isAuthenticated))('$id ($route)', (operation) => {
  it('works without a token', async () => {
    expect((await succeed(operation, await registered(), {})).status).toBe(operation.success)
  })

  it('does not mind a bad token, as a client may send with every call', async () => {
    const answer = await succeed(operation, await registered(), { 'x-access-token': 'nonsense' })
    expect(answer.status).toBe(operation.success)
  })
})

describe('the comparison with the document', () => {
  // The OpenAPI document has no schema here: scripts/openapi.ts holds it to the one that OpenAPI publishes.
  const withBody = operations.filter((operation) => successOf(operation)?.content['application/json'])
  const closed = withBody.filter(({ id }) => id !== 'getOpenapiDocument')

  it.each(closed)('finds a field too many, wherever it stands in the answer of $id', async (operation) => {
    const answer = await succeed(operation, await registered())
    const leaks = objectsIn(answer.body).map((leaking) => {
      leaking.passwordHash = '$pbkdf2-chain-sha256$'
      const found = breaches(operation, answer)
      delete leaking.passwordHash
      return found
    })
    expect(leaks).not.toHaveLength(0)
    expect(leaks).not.toContainEqual([])
    expect(breaches(operation, answer)).toEqual([])
  })

  const profile = operationOf('getProfile')

  it('finds a field that is missing', async () => {
    const answer = await succeed(profile, await registered())
    delete answer.body.data.name
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it('finds a field of another type', async () => {
    const answer = await succeed(profile, await registered())
    answer.body.data.createdAt = 1_764_000_000
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it('finds a status that is not documented', async () => {
    const answer = await succeed(profile, await registered())
    expect(breaches(profile, { ...answer, status: 201 })).toEqual([expect.stringContaining('does not document 201')])
  })

  it('finds a code that is not documented', async () => {
    const answer = await call('/users/profile')
    expect(breaches(profile, answer)).toEqual([])
    answer.body.code = 'refresh_reused'
    expect(breaches(profile, answer)).not.toEqual([])
  })

  it.each<[string, (headers: Headers) => void]>([
    ['missing', (headers) => headers.delete('x-request-id')],
    ['wrong', (headers) => headers.set('cache-control', 'public')],
    ['not documented', (headers) => headers.set('x-powered-by', 'a secret')],
  ])('finds a header that is %s', async (_, change) => {
    const answer = await succeed(profile, await registered())
    change(answer.headers)
    expect(breaches(profile, answer)).not.toEqual([])
  })
})

describe('GET /openapi.json', () => {
  it('serves the document, with the address that it is called at as its server', async () => {
    const { body } = await call('/openapi.json')
    expect(body).toEqual({ ...document, servers: [{ url: ORIGIN }] })
  })
})

/** Every object in a value, itself included. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return []
  const inside = Object.values(value).flatMap(objectsIn)
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside]
}
