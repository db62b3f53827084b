import { describe, expect, it } from 'vitest'
import { disableUser, sessionRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { tryAccess, tryRefresh, type Verdict } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

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
