import { describe, expect, it } from 'vitest'
import { linkWith, loginWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { disableUser, eventTypes, identityRows, sessionRows, verifyEmail } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

describe.each(BOTH)('who has registered with their address before they sign in with %s', (provider) => {
  const EMAIL = 'syamlal@example.com'

  it('finds their account, if both sides have verified the address', async () => {
    const { _id, token } = await registerUser({ email: EMAIL, name: 'Syamlal' })
    await verifyEmail(_id)
    const signedIn = await signedInWith(provider, { email: EMAIL, name: 'Another' })
    expect(signedIn).toMatchObject({ _id, name: 'Syamlal' })
    expect(await identityRows()).toMatchObject([{ provider, user_id: _id, email: EMAIL }])
    expect(await eventTypes()).toEqual(['identity_linked', 'logged_in', 'registered'])
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('finds it by any spelling of the address', async () => {
    const { _id } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    expect((await signedInWith(provider, { email: 'SYAMLAL@Example.com' }))._id).toBe(_id)
  })

  it('keeps their password', async () => {
    const { _id, email } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    await signedInWith(provider, { email })
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
  })

  it('is told to log in first, if they have not verified it here', async () => {
    await registerUser({ email: EMAIL })
    const { status, body } = await loginWith(provider, { email: EMAIL })
    expect([status, body.code]).toEqual([409, 'account_exists'])
    expect(body.message).toContain('Log in first')
    expect(await identityRows()).toEqual([])
    expect(await sessionRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['registered'])
  })

  it('then logs in, links the provider, and is signed in by it', async () => {
    const { _id, token } = await registerUser({ email: EMAIL })
    expect((await loginWith(provider, { email: EMAIL })).status).toBe(409)
    expect((await linkWith(provider, token, { email: EMAIL })).status).toBe(200)
    expect((await signedInWith(provider, { email: EMAIL }))._id).toBe(_id)
  })

  it('is told the same if another account of the provider signs them in already', async () => {
    const { _id } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    await signedInWith(provider, { email: EMAIL, sub: 'one' })
    const { status, body } = await loginWith(provider, { email: EMAIL, sub: 'another' })
    expect([status, body.code]).toEqual([409, 'account_exists'])
    expect(await identityRows()).toMatchObject([{ subject: 'one' }])
    expect(await eventTypes()).toEqual(['identity_linked', 'logged_in', 'registered'])
  })

  it('is refused if somebody disabled the account, and nothing is linked', async () => {
    const { _id } = await registerUser({ email: EMAIL })
    await verifyEmail(_id)
    await disableUser(_id)
    expect(await loginWith(provider, { email: EMAIL })).toMatchObject({
      status: 403,
      body: { code: 'account_disabled' },
    })
    expect(await identityRows()).toEqual([])
    expect(await eventTypes()).toEqual(['registered'])
  })
})

describe('who signs in with both providers and one address', () => {
  it('has one account', async () => {
    const email = 'robin@example.com'
    const { _id } = await signedInWith('apple', { email })
    expect((await signedInWith('google', { email }))._id).toBe(_id)
    expect(await identityRows()).toMatchObject([{ provider: 'apple' }, { provider: 'google' }])
    expect(await eventTypes()).toEqual(['identity_linked', 'logged_in', 'logged_in', 'registered'])
  })
})
