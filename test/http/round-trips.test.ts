import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { everyRoute, exampleCall } from '../support/every-route.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

/** How often each route asks the database. Two where the stored password has to be read and then compared. */
const BUDGET: Record<string, number> = {
  'POST /users/register': 1,
  'POST /users/login': 2,
  'GET /users/profile/public/:userId': 1,
  'GET /users/profile': 1,
  'PUT /users/profile': 1,
  'PATCH /users/profile': 1,
  'POST /users/token/refresh': 1,
  'POST /users/logout': 1,
  'GET /users/sessions': 1,
  'DELETE /users/sessions/:sessionId': 1,
  'DELETE /users/sessions': 1,
  'POST /users/login/:provider': 1,
  'POST /users/identities/:provider': 1,
  'GET /users/identities': 1,
  'DELETE /users/identities/:provider': 1,
  'PUT /users/password': 2,
  'POST /users/password/forgot': 1,
  'POST /users/password/reset': 1,
  'POST /users/email/verification': 1,
  'POST /users/email/verify': 1,
  'PUT /users/email': 2,
  'GET /users/account/export': 1,
  'DELETE /users/account': 2,
  'GET /users/activity': 1,
  'GET /.well-known/jwks.json': 0,
  'GET /.well-known/openid-configuration': 0,
  'GET /openapi.json': 0,
  'GET /health': 1,
}

describe('round trips to D1', () => {
  it('are budgeted for every route of the app', () => {
    expect(Object.keys(BUDGET).sort()).toEqual([...everyRoute].sort())
  })

  for (const route of everyRoute) {
    it(`${route}: ${BUDGET[route]}`, async () => {
      const { path, call, settings } = await exampleCall(route)
      const { DB, trips } = countingD1()
      const { status } = await serviceWith({ ...settings, DB })(path, call)
      expect(status).toBeLessThan(300)
      expect(trips()).toBe(BUDGET[route])
    })
  }

  it('none for what is refused by itself: a guest, a bad token, a bad body, an unknown address', async () => {
    const { token } = await registerUser()
    const { DB, trips } = countingD1()
    const counted = serviceWith({ DB })
    expect((await counted('/users/profile')).status).toBe(401)
    expect((await counted('/users/profile', { token: `${token}x` })).status).toBe(401)
    expect((await counted('/users/profile', { method: 'PUT', token, body: { name: '' } })).status).toBe(400)
    expect((await counted('/users/login', { body: {} })).status).toBe(400)
    expect((await counted('/users/token/refresh', { body: { refreshToken: token } })).status).toBe(401)
    expect((await counted('/nowhere')).status).toBe(404)
    expect((await counted('/users/login')).status).toBe(405)
    expect((await counted('/users/profile', { method: 'OPTIONS' })).status).toBe(204)
    expect(trips()).toBe(0)
  })

  it('the same for a call that finds nothing', async () => {
    const { token } = await registerUser()
    await call('/users/logout', { method: 'POST', token })
    const { DB, trips } = countingD1()
    const counted = serviceWith({ DB })
    expect((await counted('/users/profile', { token })).status).toBe(401)
    expect(trips()).toBe(1)
    expect((await counted('/users/profile/public/nobody')).status).toBe(404)
    expect(trips()).toBe(2)
    expect((await counted('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(trips()).toBe(3)
  })

  it('one more for the reason why a profile was not changed', async () => {
    const { token } = await registerUser()
    await call('/users/logout', { method: 'POST', token })
    const { DB, trips } = countingD1()
    const answer = await serviceWith({ DB })('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'session_ended' } })
    expect(trips()).toBe(2)
  })
})
