import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { linkWith, loginWith, unlink } from '../../support/provider-login.ts'
import { identityRows, sessionRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

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

  it("cannot unlink the owner's, to leave them without it", async () => {
    stopClock()
    const { token } = await registerUser()
    await linkWith('google', token, { sub: 'owner' })
    advance(10 * MINUTE)
    expect(await unlink('google', token)).toMatchObject(refused)
    expect(await identityRows()).toMatchObject([{ subject: 'owner' }])
    expect((await unlink('apple', token)).body.code, 'what is not linked').toBe('identity_not_found')
  })

  it('is not made recent by a refresh', async () => {
    stopClock()
    const { refreshToken } = await registerUser()
    advance(10 * MINUTE)
    const { body } = await call('/users/token/refresh', { body: { refreshToken } })
    expect(await linkWith('google', body.data.token, { sub: 'thief' })).toMatchObject(refused)
  })
})

describe('a token of the old backend that was stolen some time after the sign-in', () => {
  it('cannot link an account of the thief with its first call', async () => {
    stopClock()
    const { _id, email } = await registerUser()
    await markImported()
    const issuedAt = new Date(Date.now() - 10 * MINUTE)
    const token = await legacyToken(_id, { issuedAt })
    expect(await linkWith('google', token, { sub: 'thief' }, serviceWith(LEGACY))).toMatchObject(refused)
    expect(await identityRows()).toEqual([])
    const { body } = await call('/users/login', { body: { email, password: PASSWORD } })
    const sessions = await call('/users/sessions', { token: body.data.token })
    const times = sessions.body.data.map(({ createdAt }: { createdAt: string }) => createdAt)
    expect(times).toContain(new Date(Math.floor(issuedAt.getTime() / 1_000) * 1_000).toISOString())
  })
})

describe('a user who has just signed in', () => {
  it('links and unlinks for ten minutes, and after that once they have signed in again', async () => {
    stopClock()
    const { email, token } = await registerUser()
    advance(10 * MINUTE - 1)
    expect((await linkWith('google', token)).status).toBe(200)
    advance(1)
    expect((await linkWith('google', token)).status, 'what is linked already is no failure').toBe(200)
    expect(await linkWith('apple', token)).toMatchObject(refused)
    const { body } = await call('/users/login', { body: { email, password: PASSWORD } })
    expect((await linkWith('apple', body.data.token)).status).toBe(200)
    expect((await unlink('google', body.data.token)).status).toBe(204)
  })
})
