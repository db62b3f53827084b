import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../support/clock.ts'
import { identityRows, linkWith, loginWith } from '../support/provider-login.ts'
import { sessionRows } from '../support/rows.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

const refused = { status: 403, body: { code: 'recent_login_required' } }

describe('a session that was stolen some time after the sign-in', () => {
  it('cannot link an account of the thief at a provider, to come back by it after a new password', async () => {
    stopClock()
    const { _id, token } = await registerUser()
    advance(10 * MINUTE)
    expect(await linkWith('google', token, { sub: 'thief' })).toMatchObject(refused)
    expect(await identityRows()).toEqual([])
    expect((await loginWith('google', { sub: 'thief' })).body.data?._id).not.toBe(_id)
  })

  it('cannot erase the account without the password by linking one first', async () => {
    stopClock()
    const { token } = await registerUser()
    advance(10 * MINUTE)
    const { body } = await linkWith('apple', token, { sub: 'thief' })
    expect(body.code).toBe('recent_login_required')
    expect(await sessionRows()).toHaveLength(1)
  })

  it('is not made recent by a refresh', async () => {
    stopClock()
    const { refreshToken } = await registerUser()
    advance(10 * MINUTE)
    const { body } = await call('/users/token/refresh', { body: { refreshToken } })
    expect(await linkWith('google', body.data.token, { sub: 'thief' })).toMatchObject(refused)
  })
})

describe('whoever has just signed in', () => {
  it('links for ten minutes, and after that once they have signed in again', async () => {
    stopClock()
    const { email, token } = await registerUser()
    advance(10 * MINUTE - 1)
    expect((await linkWith('google', token)).status).toBe(200)
    advance(1)
    expect((await linkWith('google', token)).status, 'what is linked already is no failure').toBe(200)
    expect(await linkWith('apple', token)).toMatchObject(refused)
    const { body } = await call('/users/login', { body: { email, password: PASSWORD } })
    expect((await linkWith('apple', body.data.token)).status).toBe(200)
  })
})
