import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, DAY } from '../support/clock.ts'
import { everyRoute } from '../support/every-route.ts'
import { disableUser } from '../support/rows.ts'
import { call, ORIGIN } from '../support/service.ts'
import type { SignedIn } from '../support/users.ts'
import { breaches } from './breaches.ts'
import { registered, type SuccessfulCall, service, succeed, successfulCall } from './calls.ts'
import { document, follow, operations, successOf } from './document.ts'

it('documents every route of the API, and no other', () => {
  expect(operations.map(({ route }) => route).sort()).toEqual([...everyRoute].sort())
})

describe.each(operations)('$id ($route)', (operation) => {
  it('answers as documented, to the letter', async () => {
    const answer = await succeed(operation, await registered())
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(operation.success)
    expect(answer.headers.has('x-d1-bookmark')).toBe('x-d1-bookmark' in (successOf(operation)?.headers ?? {}))
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

const queries = operations.flatMap((operation) =>
  (operation.raw.parameters ?? []).map(follow).flatMap((parameter) => {
    if (!('name' in parameter) || parameter.in !== 'query') return []
    return [{ id: operation.id, name: parameter.name, operation }]
  }),
)

it.each(queries)('$id answers nonsense as its $name as documented', async ({ name, operation }) => {
  const { path, ...example } = await successfulCall(operation, await registered())
  for (const nonsense of ['', 'nonsense', '1', 'x'.repeat(4_000), '%00', '%E0%A4%A', '😀']) {
    const answer = await service(`${path}?${name}=${nonsense}`, example)
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.body.code, nonsense).toBe('invalid_request')
  }
})

describe('GET /openapi.json', () => {
  it('serves the document, with the address that it is called at as its server', async () => {
    const { body } = await call('/openapi.json')
    expect(body).toEqual({ ...document, servers: [{ url: ORIGIN }] })
  })
})
