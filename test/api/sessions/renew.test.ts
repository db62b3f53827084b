import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, DAY, SECOND, stopClock } from '../../support/clock.ts'
import { faultyD1, interceptD1 } from '../../support/d1.ts'
import { expectLogs, logged, loggedText } from '../../support/logs.ts'
import { disableUser, onlySession } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const HALF_LIFE = 5 * DAY // of the ten days of ACCESS_TOKEN_TTL

async function begin() {
  stopClock()
  return registerUser()
}

describe('an access token in use', () => {
  it('is left alone up to half its life, and so is the session', async () => {
    const { token } = await begin()
    const before = await onlySession()
    for (const step of [0, HALF_LIFE - SECOND, SECOND]) {
      advance(step)
      const { status, headers } = await call('/users/profile', { token })
      expect(status).toBe(200)
      expect(headers.has('x-access-token')).toBe(false)
    }
    expect(await onlySession()).toEqual(before)
  })

  it('is renewed past half its life: the answer carries a fresh one, which works', async () => {
    const { token } = await begin()
    const now = advance(HALF_LIFE + SECOND)
    const renewed = (await call('/users/profile', { token })).headers.get('x-access-token') ?? ''
    const { sub, sid, iss, aud } = decodeJwt(token)
    const seconds = now.getTime() / SECOND
    expect(decodeJwt(renewed)).toEqual({ sub, sid, gen: 0, iss, aud, iat: seconds, exp: seconds + (10 * DAY) / SECOND })
    advance(9 * DAY) // the old one is dead by now
    expect((await call('/users/profile', { token })).body.code).toBe('token_expired')
    expect((await call('/users/profile', { token: renewed })).status).toBe(200)
  })

  it('moves the end of the session on', async () => {
    const { token } = await begin()
    const before = await onlySession()
    const now = advance(HALF_LIFE + SECOND)
    await call('/users/profile', { token })
    expect(await onlySession()).toEqual({ ...before, expires_at: now.getTime() + 60 * DAY })
  })

  it('moves it on also if the database fails for a moment', async () => {
    const { token } = await begin()
    const now = advance(HALF_LIFE + SECOND)
    const { DB } = faultyD1({ trip: 2, moment: 'before' })
    await serviceWith({ DB })('/users/profile', { token })
    expect(await onlySession()).toMatchObject({ expires_at: now.getTime() + 60 * DAY })
  })

  it('is renewed by every call that gives something, sent either way', async () => {
    const { token } = await begin()
    advance(HALF_LIFE + SECOND)
    const answers = [
      await call('/users/profile', { headers: { authorization: `Bearer ${token}` } }),
      await call('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } }),
      await call('/users/profile', { method: 'PATCH', token, body: {} }),
    ]
    for (const { headers } of answers) expect(headers.get('x-access-token')).toMatch(/^ey/)
  })

  it('keeps somebody signed in for as long as they use it twice a month', async () => {
    let { token } = await begin()
    for (let time = 0; time < 15; time++) {
      advance(9 * DAY)
      const { status, headers } = await call('/users/profile', { token })
      expect(status).toBe(200)
      token = headers.get('x-access-token') ?? ''
    }
  })

  it('never moves the end of the session back', async () => {
    const { token } = await begin()
    const before = await onlySession()
    advance(HALF_LIFE + SECOND)
    const { headers } = await serviceWith({ ACCESS_TOKEN_TTL: '1d', SESSION_TTL: '1d' })('/users/profile', { token })
    expect(headers.has('x-access-token')).toBe(true)
    expect(await onlySession()).toEqual(before)
  })
})

describe('an access token past half its life is not renewed', () => {
  it('by a failure, and the session stays as it was', async () => {
    const { token } = await begin()
    const before = await onlySession()
    advance(HALF_LIFE + SECOND)
    const failures = [
      await call('/users/profile', { method: 'PUT', token, body: { name: 5 } }),
      await call('/users/profile', { method: 'PUT', token, headers: { 'content-type': 'text/plain' }, body: 'x' }),
      await call('/users/profile', { method: 'DELETE', token }),
      await call('/nowhere', { token }),
    ]
    expect(failures.map(({ status }) => status)).toEqual([400, 415, 405, 404])
    for (const { headers } of failures) expect(headers.has('x-access-token')).toBe(false)
    expect(await onlySession()).toEqual(before)
  })

  it('by a logout: a fresh token would look like a sign-in', async () => {
    const { token } = await begin()
    advance(HALF_LIFE + SECOND)
    const { status, headers } = await call('/users/logout', { method: 'POST', token })
    expect(status).toBe(204)
    expect(headers.has('x-access-token')).toBe(false)
  })

  it('for a session that has ended, or a user who is disabled', async () => {
    const { _id, token } = await begin()
    advance(HALF_LIFE + SECOND)
    await disableUser(_id)
    const disabled = await call('/users/profile', { token })
    expect(disabled.status).toBe(403)
    await call('/users/logout', { method: 'POST', token })
    const ended = await call('/users/profile', { token })
    expect(ended.status).toBe(401)
    for (const { headers } of [disabled, ended]) expect(headers.has('x-access-token')).toBe(false)
  })

  it('where it is not asked for', async () => {
    const { _id, token } = await begin()
    advance(HALF_LIFE + SECOND)
    const { headers } = await call(`/users/profile/public/${_id}`, { token })
    expect(headers.has('x-access-token')).toBe(false)
  })
})

describe('a renewal', () => {
  it('costs the request one round trip', async () => {
    const { token } = await begin()
    advance(HALF_LIFE + SECOND)
    let trips = 0
    const DB = interceptD1((run) => {
      trips++
      return run()
    })
    expect((await serviceWith({ DB })('/users/profile', { token })).status).toBe(200)
    expect(trips).toBe(2)
  })

  it('whose write fails changes nothing of the answer but that it has no token, and is logged with its request id and no message', async () => {
    expectLogs('deferred_failed')
    const { token } = await begin()
    advance(HALF_LIFE + SECOND)
    let trips = 0
    const DB = interceptD1(async (run) => {
      trips++
      if (trips === 2) throw new Error('s3cr3t-in-a-message')
      return run()
    })
    const { status, headers, body } = await serviceWith({ DB })('/users/profile', { token })
    expect(status).toBe(200)
    expect(body.data.name).toBe('Syamlal')
    expect(headers.has('x-access-token')).toBe(false)
    expect(logged('deferred_failed')).toMatchObject([{ level: 'error', requestId: headers.get('x-request-id') }])
    expect(loggedText()).not.toContain('s3cr3t')
  })

  it('that meets a logout does not bring the session back', async () => {
    const { token } = await begin()
    advance(HALF_LIFE + SECOND)
    const renewed = (await call('/users/profile', { token })).headers.get('x-access-token') ?? ''
    await call('/users/logout', { method: 'POST', token })
    expect((await call('/users/profile', { token: renewed })).body.code).toBe('session_ended')
  })
})
