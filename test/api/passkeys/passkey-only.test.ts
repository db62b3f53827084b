import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { loginCodeOf } from '../../support/person.ts'
import { linkWith } from '../../support/provider-login.ts'
import { dump, userRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

/** Somebody who has a passkey and nothing else. */
async function newPasskeyUser() {
  const { body } = await call('/users/guest', { body: {} })
  return { ...body.data, passkey: await addPasskey(body.data.token) }
}

const deleteAccount = (token: string) => call('/users/account', { method: 'DELETE', token, body: {} })

describe('a user who only has a passkey', () => {
  it('deletes their account after a recent login, and not without one', async () => {
    stopClock()
    const { token, passkey } = await newPasskeyUser()
    advance(10 * MINUTE)
    expect((await deleteAccount(token)).body.code).toBe('recent_login_required')
    const { body } = await loginWithPasskey(passkey)
    expect(await deleteAccount(body.data.token)).toMatchObject({ status: 204 })
    expect(await userRows()).toEqual([])
  })

  it('gets an email address and a password after a recent login, and not without one', async () => {
    stopClock()
    const { _id, token, passkey } = await newPasskeyUser()
    const body = { email: 'robin@example.com', password: PASSWORD }
    const upgrade = (of: string) => call('/users/guest/upgrade', { token: of, body })
    advance(10 * MINUTE)
    expect((await upgrade(token)).body.code).toBe('recent_login_required')
    const { token: recent } = (await loginWithPasskey(passkey)).body.data
    expect(await upgrade(recent)).toMatchObject({ status: 200, body: { data: { _id, email: body.email } } })
    expect((await call('/users/login', { body })).body.data._id).toBe(_id)
    expect((await upgrade(recent)).body.code).toBe('guest_only')
  })

  it('leaves no code that signs in, which has their email address', async () => {
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL, LOGIN_CODES: 'on', SIGN_UP_BY_CODE: 'on' })
    stopClock()
    const email = 'robin@example.com'
    const code = await loginCodeOf({ email, service, mailbox })
    const { token } = (await service('/users/login/code/verify', { body: { email, code } })).body.data
    await addPasskey(token, service)
    advance(MINUTE)
    await loginCodeOf({ email, service, mailbox })
    expect((await dump()).login_codes).toHaveLength(1)
    expect(await service('/users/account', { method: 'DELETE', token, body: {} })).toMatchObject({ status: 204 })
    expect((await dump()).login_codes).toEqual([])
  })

  it('unlinks a provider, and then proves with the passkey alone', async () => {
    const { token } = await newPasskeyUser()
    await linkWith('google', token)
    expect((await deleteAccount(token)).body.code).toBe('invalid_request')
    expect(await call('/users/identities/google', { method: 'DELETE', token })).toMatchObject({ status: 204 })
    expect(await deleteAccount(token)).toMatchObject({ status: 204 })
  })
})

it('a passkey beside a password does not delete the account without it', async () => {
  const { token } = await registerUser()
  const { body } = await loginWithPasskey(await addPasskey(token))
  expect((await deleteAccount(body.data.token)).body.code).toBe('invalid_request')
  expect(await userRows()).toHaveLength(1)
})
