import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { exampleOf } from '../support/routes/example.ts'
import { breaches } from './breaches.ts'
import { successOf } from './document.ts'
import { documentedRoutes } from './documented-routes.ts'

describe.each(documentedRoutes.filter(({ needsToken }) => needsToken))('$id ($route)', ({ operation, ...route }) => {
  it('demands an access token, which authorization may carry as well as x-access-token', async () => {
    const { user, send } = await exampleOf(route)
    const refusals: [Record<string, string>, string][] = [
      [{}, 'token_missing'],
      [{ 'x-access-token': 'nonsense' }, 'token_invalid'],
      [{ 'x-access-token': user.refreshToken }, 'token_invalid'],
    ]
    for (const [headers, code] of refusals) {
      const answer = await send({ token: '', headers })
      expect(breaches(operation, answer)).toEqual([])
      expect(answer.body.code, JSON.stringify(headers)).toBe(code)
    }
    const answer = await send({ token: '', headers: { authorization: `Bearer ${user.token}` } })
    expect(answer.status).toBe(route.success)
  })

  it('renews a token past half its life, if the document says so', async () => {
    stopClock()
    const { send } = await exampleOf(route, { ACCESS_TOKEN_TTL: '9m' })
    advance(4.75 * MINUTE) // half its life, and not too long ago for what wants a recent sign-in, or a challenge
    const answer = await send()
    expect(breaches(operation, answer)).toEqual([])
    expect(answer.status).toBe(route.success)
    expect(answer.headers.has('x-access-token')).toBe('x-access-token' in (successOf(operation)?.headers ?? {}))
  })
})

describe.each(documentedRoutes.filter(({ needsToken }) => !needsToken))('$id ($route)', (route) => {
  it('does not mind a bad token, as a client may send with every call', async () => {
    const { send } = await exampleOf(route)
    expect((await send({ token: 'nonsense' })).status).toBe(route.success)
  })
})
