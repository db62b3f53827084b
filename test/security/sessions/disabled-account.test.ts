import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { newAdmin } from '../../support/admin.ts'
import { advance, DAY, HOUR, stopClock } from '../../support/clock.ts'
import { interceptD1 } from '../../support/d1.ts'
import { LEGACY, legacyToken } from '../../support/legacy-tokens.ts'
import { disableUser, sessionRows, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { SESSION_ENDED, tryAccess, tryRefresh, type Verdict } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

/** What an operator does to an account that is abused, and to one that was. */
async function operate(userId: string, which: 'disable' | 'enable'): Promise<void> {
  const admin = await newAdmin({ email: `${which}@example.com` })
  const { status } = await admin.as(`/admin/users/${userId}/${which}`, { method: 'POST', body: {} })
  if (status !== 200) throw new Error(`${which} answered ${status}`)
  await env.DB.prepare('DELETE FROM users WHERE id = ?').bind(admin._id).run()
}

const DISABLED: Verdict = { status: 403, code: 'account_disabled', challenge: null, trips: 1 }

describe('a disabled user', () => {
  it('is refused with the old access token at the next call, by its one statement', async () => {
    const { _id, token } = await registerUser()
    await disableUser(_id)
    expect(await tryAccess(token)).toEqual(DISABLED)
  })

  it('writes nothing', async () => {
    const { _id, token } = await registerUser()
    await disableUser(_id)
    const before = await userRow(_id)
    for (const method of ['PUT', 'PATCH']) {
      const answer = await call('/users/profile', { method, token, body: { name: 'Mallory' } })
      expect(answer).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    }
    expect(await userRow(_id)).toEqual(before)
  })

  it('gets no new tokens for the refresh token', async () => {
    const { _id, refreshToken } = await registerUser()
    await disableUser(_id)
    expect(await tryRefresh(refreshToken)).toEqual(DISABLED)
  })

  it('extends nothing by it: the session stays as it was, and ends when it was to end', async () => {
    stopClock()
    const { _id, refreshToken } = await registerUser()
    await disableUser(_id)
    const before = await sessionRows()
    for (const delay of [HOUR, 30 * DAY]) {
      advance(delay)
      expect(await tryRefresh(refreshToken)).toEqual(DISABLED)
    }
    expect(await sessionRows()).toEqual(before)
  })

  it('extends nothing by a call that was on its way', async () => {
    stopClock()
    const { _id, token } = await registerUser()
    const before = await sessionRows()
    advance(6 * DAY) // past half the token's life
    let trips = 0
    const DB = interceptD1(async (run) => {
      const answer = await run()
      if (++trips === 1) await disableUser(_id)
      return answer
    })
    const { status, headers } = await serviceWith({ DB })('/users/profile', { token })
    expect({ status, renewed: headers.has('x-access-token') }).toEqual({ status: 200, renewed: false })
    expect(await sessionRows()).toEqual(before)
  })

  it('cannot log in, and gets no session', async () => {
    const { _id, email } = await registerUser()
    await disableUser(_id)
    const answer = await call('/users/login', { body: { email, password: PASSWORD } })
    expect(answer).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await sessionRows()).toHaveLength(1)
  })

  it('is told so only with the right password: nobody else learns of it', async () => {
    const { _id, email } = await registerUser()
    await disableUser(_id)
    const answer = await call('/users/login', { body: { email, password: 'not the right one' } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_credentials' } })
  })

  it('is not shown to anyone', async () => {
    const { _id } = await registerUser()
    await disableUser(_id)
    const answer = await call(`/users/profile/public/${_id}`)
    expect(answer).toMatchObject({ status: 404, body: { code: 'user_not_found' } })
  })

  it('may log out', async () => {
    const { _id, token } = await registerUser()
    await disableUser(_id)
    expect((await call('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(await sessionRows()).toEqual([])
  })
})

describe('an account that an operator has disabled', () => {
  it('has no session any more, and none comes back when it is enabled, also not by a token of the old backend', async () => {
    const other = await registerUser({ email: 'other@example.com' })
    const { _id, email, token, refreshToken } = await registerUser({ email: 'abused@example.com' })
    const old = await legacyToken(_id)
    await operate(_id, 'disable')
    expect((await userRow(_id)).disabled_at).not.toBeNull()
    expect(await sessionRows()).toMatchObject([{ user_id: other._id }])
    await operate(_id, 'enable')
    expect((await userRow(_id)).disabled_at).toBeNull()
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    expect((await serviceWith(LEGACY)('/users/profile', { token: old })).body.code).toBe('session_ended')
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
  })
})
