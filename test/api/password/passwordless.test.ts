import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { sessionRows, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD } from '../../support/users.ts'

describe('somebody who has no password', () => {
  it('sets one through a forgotten one, and both ways in work then', async () => {
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL })
    const { _id, email } = await signedInWith('google', {}, { service })
    await service('/users/password/forgot', { body: { email } })
    const code = mailbox.lastCode(email)
    const reset = await service('/users/password/reset', { body: { email, code, password: PASSWORD } })
    expect(reset).toMatchObject({ status: 200, body: { data: { _id } } })
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).body.data._id).toBe(_id)
    expect((await signedInWith('google'))._id).toBe(_id)
  })

  it.each([
    ['PUT', '/users/password', { currentPassword: PASSWORD, newPassword: 'another horse battery staple' }],
    ['PUT', '/users/email', { email: 'new@example.com', password: PASSWORD }],
    ['DELETE', '/users/account', { password: PASSWORD }],
  ])('is refused what is done with one: %s %s', async (method, path, body) => {
    const { _id, token } = await signedInWith('google')
    const before = await userRow(_id)
    expect(await call(path, { method, token, body })).toMatchObject({
      status: 401,
      body: { code: 'invalid_credentials' },
    })
    expect(await userRow(_id)).toEqual(before)
  })

  it('may change the profile, refresh and log out like anybody', async () => {
    const { token, refreshToken } = await signedInWith('apple')
    expect((await call('/users/profile', { method: 'PUT', token, body: { name: 'Robin' } })).body.data.name).toBe(
      'Robin',
    )
    expect((await call('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
    expect((await call('/users/logout', { method: 'POST', token })).status).toBe(204)
    expect(await sessionRows()).toEqual([])
  })
})
