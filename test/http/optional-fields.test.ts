import { describe, expect, it } from 'vitest'
import { linkWith, loginWith } from '../support/provider-login.ts'
import { apple, sha256 } from '../support/providers.ts'
import { sessionRows, userRows } from '../support/rows.ts'
import { call } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'

// What generated clients send for whatever nobody has set, and what forms do.
describe.each([null, '', ' '])('%j in a field that may be left out is as if it were', (nothing) => {
  it('at a sign-in with a provider', async () => {
    const fields = { nonce: nothing, name: nothing, deviceName: nothing }
    const { status, body } = await loginWith('google', { name: 'Robin' }, fields)
    expect([status, body.data?.name]).toEqual([200, 'Robin'])
    expect(await sessionRows()).toMatchObject([{ device_name: null }])
  })

  it('and is no nonce for a token that has one', async () => {
    const claims = { nonce: await sha256(nothing ?? '') }
    expect((await loginWith('apple', claims, { nonce: nothing })).body.code).toBe('id_token_invalid')
  })

  it('when an identity is linked', async () => {
    const { token } = await registerUser()
    const body = { idToken: await apple.idToken(), nonce: nothing }
    expect((await call('/users/identities/apple', { token, body })).status).toBe(200)
  })

  it('at a registration and a login', async () => {
    const credentials = { email: 'robin@example.com', password: PASSWORD, deviceName: nothing }
    const registration = { name: 'Robin', ...credentials, bio: nothing, avatarUrl: nothing, locale: nothing }
    const { status, body } = await call('/users/register', { body: registration })
    expect(status).toBe(201)
    expect(body.data).toMatchObject({ bio: null, avatarUrl: null, locale: null })
    expect((await call('/users/login', { body: { ...credentials, deviceToken: nothing } })).status).toBe(200)
  })

  it.each(['password', 'provider'])('when an account is deleted by its %s', async (way) => {
    const { token } = await registerUser()
    await linkWith('apple', token)
    const byPassword = { password: PASSWORD, provider: nothing, idToken: nothing }
    const byProvider = { password: nothing, provider: 'apple', idToken: await apple.idToken() }
    const body = {
      ...(way === 'password' ? byPassword : byProvider),
      nonce: nothing,
      appleAuthorizationCode: nothing,
    }
    expect((await call('/users/account', { method: 'DELETE', token, body })).status).toBe(204)
    expect(await userRows()).toEqual([])
  })

  it('beside the one of code and token that is meant', async () => {
    const { token } = await registerUser()
    const byCode = { code: '12', token: nothing }
    const { body } = await call('/users/email/verify', { token, body: byCode })
    expect(body.errors).toEqual([{ path: 'code', message: 'must be six digits' }])
    const byLink = { code: nothing, token: 'A'.repeat(22) }
    expect((await call('/users/email/verify', { token, body: byLink })).body.code).toBe('code_invalid')
  })

  it('and in a query', async () => {
    const { token } = await registerUser()
    const { status, body } = await call(`/users/activity?cursor=${nothing ?? ''}`, { token })
    expect([status, body.data?.length]).toEqual([200, 1])
  })

  it('but not in a field that is required', async () => {
    const body = { name: nothing, email: nothing, password: nothing }
    const answer = await call('/users/register', { body })
    const paths = answer.body.errors.map(({ path }: { path: string }) => path)
    expect([answer.status, paths]).toEqual([400, ['name', 'email', 'password']])
  })
})
