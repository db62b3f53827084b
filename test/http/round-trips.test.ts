import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { call, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

// How many a call makes that succeeds is in its record: see test/http/every-route.test.ts.

describe('round trips to D1', () => {
  it('none for what is refused by itself: a guest, a bad token, a bad body, an unknown address', async () => {
    const { token } = await registerUser()
    const { DB, trips } = countingD1()
    const counted = serviceWith({ DB })
    expect((await counted('/users/profile')).status).toBe(401)
    expect((await counted('/users/profile', { token: `${token}x` })).status).toBe(401)
    expect((await counted('/users/profile', { method: 'PUT', token, body: { name: 5 } })).status).toBe(400)
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
