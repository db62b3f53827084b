import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { readState, type State } from '../faults/state.ts'
import { advance, DAY } from '../support/clock.ts'
import { ORIGIN } from '../support/origin.ts'
import { exampleOf } from '../support/routes/example.ts'
import { disableUser } from '../support/rows.ts'
import { call } from '../support/service.ts'
import { PASSWORD, type SignedIn } from '../support/users.ts'
import { breaches } from './breaches.ts'
import { document, follow } from './document.ts'
import { documentedRoutes } from './documented-routes.ts'

// That each call succeeds as documented is in test/http/every-route.test.ts.

/** What happens to a caller between two calls, and what a call that needs their token responds then. */
const HAPPENINGS: [string, (user: SignedIn) => unknown, { status: number; code: string }][] = [
  [
    'comes from a session that has ended',
    ({ token }) => call('/users/logout', { method: 'POST', token }),
    { status: 401, code: 'session_ended' },
  ],
  ['comes from a user who is disabled', ({ _id }) => disableUser(_id), { status: 403, code: 'account_disabled' }],
  [
    'comes from a user who is gone',
    ({ _id }) => env.DB.prepare('DELETE FROM users WHERE id = ?').bind(_id).run(),
    { status: 401, code: 'session_ended' },
  ],
  ['comes with tokens that have expired', () => advance(100 * DAY), { status: 401, code: 'token_expired' }],
]

describe.each(documentedRoutes)('$id ($route)', ({ operation, ...route }) => {
  it('answers as documented for a user who has filled in everything', async () => {
    const { user, send } = await exampleOf(route)
    const body = { name: 'Robin', bio: 'Climbs.', avatarUrl: 'https://example.com/robin.png', locale: 'en-GB' }
    await call('/users/profile', { method: 'PUT', token: user.token, body })
    const answer = await send()
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(route.success)
  })

  it('answers what its record says when the call is made a second time', async () => {
    const { send } = await exampleOf(route)
    await send()
    const { status, code } = route.again ?? { status: route.success }
    const answer = await send()
    expect(breaches(operation, answer)).toEqual([])
    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code })
  })

  it.each(HAPPENINGS)('answers as documented when the call %s', async (_, happen, refusal) => {
    const { user, mailbox, send } = await exampleOf(route)
    await call('/users/login', { body: { email: user.email, password: PASSWORD } }) // somewhere else, where they stay
    await happen(user)
    const mailsBefore = mailbox.mails.length
    const before = await readState()
    const answer = await send()
    expect(breaches(operation, answer)).toEqual([])
    if (!route.needsToken) return
    const isRefused = refusal.code === 'token_expired' || route.afterSession === undefined
    const expected = isRefused ? refusal : { status: route.afterSession }
    expect({ status: answer.status, code: answer.body.code }).toEqual(expected)
    if (!isRefused) return
    expect(withoutCounts(await readState()), 'writes nothing').toEqual(withoutCounts(before))
    expect(mailbox.mails).toHaveLength(mailsBefore)
  })
})

/** A password is counted before it is compared, and before its caller's session is looked at. */
const withoutCounts = ({ login_attempts: _, ...others }: State) => others

const queries = documentedRoutes.flatMap((route) =>
  (route.operation.raw.parameters ?? []).map(follow).flatMap((parameter) => {
    if (!('name' in parameter) || parameter.in !== 'query') return []
    return [{ id: route.id, name: parameter.name, route }]
  }),
)

/** Text that may be anything, and finds nothing; and a number that is one. */
const isTaken = (name: string, value: string) =>
  ['search', 'endpoint'].includes(name) ||
  name.endsWith('Id') ||
  ['role=nonsense', 'limit=1'].includes(`${name}=${value}`)

it.each(queries)('$id answers nonsense as its $name as documented', async ({ name, route }) => {
  const { path, send } = await exampleOf(route)
  for (const nonsense of ['nonsense', '1', 'x'.repeat(4_000), '%00', '%E0%A4%A', '😀']) {
    const answer = await send({ path: `${path}?${name}=${nonsense}` })
    expect(breaches(route.operation, answer)).toEqual([])
    if (answer.status !== route.success || !isTaken(name, nonsense))
      expect(answer.body.code, nonsense).toBe('invalid_request')
  }
})

describe('GET /openapi.json', () => {
  it('serves the document, with the address that it is called at as its server', async () => {
    const { body } = await call('/openapi.json')
    expect(body).toEqual({ ...document, servers: [{ url: ORIGIN }] })
  })
})
