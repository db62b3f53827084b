import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, stopClock } from '../../support/clock.ts'
import { userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { ACCEPTED, NOT_OURS, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

describe('tokens of a session that was logged out', () => {
  it('are refused at once, both of them, by the one statement of their call', async () => {
    const { token, refreshToken } = await registerUser()
    expect(await tryAccess(token)).toEqual(ACCEPTED)
    await call('/users/logout', { method: 'POST', token })
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
  })

  it('write nothing', async () => {
    const { _id, token } = await registerUser()
    await call('/users/logout', { method: 'POST', token })
    const before = await userRow(_id)
    const answer = await call('/users/profile', { method: 'PUT', token, body: { name: 'Mallory' } })
    expect(answer.body.code).toBe('session_ended')
    expect(await userRow(_id)).toEqual(before)
  })

  it('do not come back with a new sign-in', async () => {
    const { email, token, refreshToken } = await registerUser()
    await call('/users/logout', { method: 'POST', token })
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
  })
})

describe('tokens of a session that has run out', () => {
  it('are refused although the access token itself would live on', async () => {
    stopClock()
    const service = serviceWith({ ACCESS_TOKEN_TTL: '47h', SESSION_TTL: '1d' })
    const { token, refreshToken } = await registerUser({}, service)
    advance(DAY - HOUR) // before half the token's life: later ones move the end on
    expect(await tryAccess(token)).toEqual(ACCEPTED)
    advance(HOUR)
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual({ ...NOT_OURS, code: 'token_expired', trips: 1 })
  })
})

describe('tokens of a user who is gone', () => {
  it('are refused: the session goes with its user', async () => {
    const { _id, token, refreshToken } = await registerUser()
    await env.DB.prepare('DELETE FROM users WHERE id = ?').bind(_id).run()
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
  })
})
