import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { rolesOf, setRoles } from '../support/roles.ts'
import { exampleOf } from '../support/routes/example.ts'
import { everyRoute, type Route } from '../support/routes/index.ts'

const authenticated = everyRoute.filter(({ needsToken }) => needsToken)
const withoutBody = authenticated.filter(({ success }) => success === 204)
const answering = authenticated.filter((route) => !withoutBody.includes(route))

const needed = ({ isForAdmins, roles = [] }: Route) => (isForAdmins ? ['admin'] : roles)

/** The token that a response gives, in the header or, where a session is replaced, also in the body. */
const tokenIn = ({ headers, body }: { headers: Headers; body: any }): string | null =>
  headers.get('x-access-token') ?? body?.data?.token ?? null

describe('after a change of roles', () => {
  it.each(answering)('the response to $id ($route) has a token that says it', async (route) => {
    stopClock()
    const example = await exampleOf(route)
    const roles = [...needed(route), 'another']
    await setRoles(example.user._id, roles)
    advance(MINUTE)
    const answer = await example.send()
    expect(answer.status).toBe(route.success)
    expect(rolesOf(tokenIn(answer))).toEqual(roles)
  })

  // After a logout, a fresh token would look like a sign-in.
  it.each(withoutBody)('the response to $id ($route), which is empty, has no token', async (route) => {
    const example = await exampleOf(route)
    await setRoles(example.user._id, [...needed(route), 'another'])
    const answer = await example.send()
    expect(answer.status).toBe(204)
    expect(answer.headers.has('x-access-token')).toBe(false)
  })
})
