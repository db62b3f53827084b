import { decodeJwt } from 'jose'
import { beforeEach, describe, expect, it } from 'vitest'
import type { SessionOfToken } from '../../src/domain/hooks/hooks.ts'
import { newAdmin } from '../support/admin.ts'
import { advance, DAY, stopClock } from '../support/clock.ts'
import { newEnrolledPerson } from '../support/enrolled.ts'
import { expectLogs, logged } from '../support/logs.ts'
import { call, serviceWithHooks } from '../support/service.ts'
import { sessionOf } from '../support/session-of.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const claiming = (claims: (session: SessionOfToken) => Record<string, unknown>, settings = {}) =>
  serviceWithHooks({ tokenClaims: async (_ctx, session) => claims(session) }, settings)

beforeEach(() => {
  stopClock()
})

describe('tokenClaims', () => {
  it('is in every access token: of a registration, a login, a refresh and a new password', async () => {
    const service = claiming(({ userId, sessionId }) => ({ tenant: `${userId} ${sessionId}` }))
    const user = await registerUser({}, service)
    const login = await service('/users/login', { body: { email: user.email, password: PASSWORD } })
    const refresh = await service('/users/token/refresh', { body: { refreshToken: user.refreshToken } })
    const newPassword = 'another horse battery staple'
    const body = { currentPassword: PASSWORD, newPassword }
    const changed = await service('/users/password', { method: 'PUT', token: user.token, body })
    for (const token of [user.token, login.body.data.token, refresh.body.data.token, changed.body.data.token]) {
      expect(decodeJwt(token)).toMatchObject({ tenant: `${user._id} ${sessionOf(token)}`, sub: user._id })
    }
  })

  it('is in the token of a second factor, and not asked for by the first', async () => {
    const asked: SessionOfToken[] = []
    const service = claiming((session) => {
      asked.push(session)
      return { tenant: 'a' }
    })
    const { email, code } = await newEnrolledPerson()
    const { body } = await service('/users/login', { body: { email, password: PASSWORD } })
    const answer = { challenge: body.challenge, code: code() }
    const second = await service('/users/login/second-factor', { body: answer })
    expect(decodeJwt(second.body.data.token)).toMatchObject({ tenant: 'a' })
    expect(asked.map(({ sessionId }) => sessionId)).toContain(sessionOf(second.body.data.token))
  })

  it('is asked anew when a token is renewed after a call', async () => {
    const plans = ['old', 'new']
    const service = claiming(() => ({ plan: plans.shift() }))
    const { token } = await registerUser({}, service)
    advance(6 * DAY)
    const { headers } = await service('/users/profile', { token })
    expect(decodeJwt(headers.get('x-access-token') ?? '')).toMatchObject({ plan: 'new' })
  })

  it('that fails then changes nothing of the call: it gets no new token, and the log says why', async () => {
    expectLogs('hook_failed')
    let isBroken = false
    const service = claiming(() => {
      if (isBroken) throw new RangeError('secret')
      return {}
    })
    const { token } = await registerUser({}, service)
    advance(6 * DAY)
    isBroken = true
    const answer = await service('/users/profile', { method: 'PUT', token, body: { bio: 'Climbs things.' } })
    expect(answer).toMatchObject({ status: 200, body: { data: { bio: 'Climbs things.' } } })
    expect(answer.headers.get('x-access-token')).toBeNull()
    expect(logged('hook_failed')).toMatchObject([{ hook: 'tokenClaims', error: 'RangeError' }])
  })

  it('stays in a token that is right about what was granted, and is asked for one that is not', async () => {
    const plans = ['old', 'new']
    const service = claiming(() => ({ plan: plans.shift() }))
    const { _id, token } = await registerUser({}, service)
    expect((await service('/users/profile', { token })).headers.get('x-access-token')).toBeNull()
    const admin = await newAdmin()
    await call(`/admin/users/${_id}`, { method: 'PATCH', token: admin.token, body: { roles: ['editor'] } })
    const corrected = (await service('/users/profile', { token })).headers.get('x-access-token') ?? ''
    expect(decodeJwt(corrected)).toMatchObject({ plan: 'new', roles: ['editor'] })
    expect((await service('/users/profile', { token: corrected })).headers.get('x-access-token')).toBeNull()
  })

  it('may be a kilobyte, and no byte more', async () => {
    expectLogs('hook_failed')
    const ofBytes = (bytes: number) => claiming(() => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) }))
    expect((await ofBytes(1_024)('/users/guest', { body: {} })).status).toBe(201)
    expect((await ofBytes(1_025)('/users/guest', { body: {} })).status).toBe(502)
  })
})
