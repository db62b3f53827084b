import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { linkWith, loginWith, type ProviderName, signedInWith, unlink } from '../../support/provider-login.ts'
import {
  eventTypes,
  identityRows,
  sessionRows,
  storePasswordHash,
  userRow,
  userRows,
  verifyEmail,
} from '../../support/rows.ts'
import { type Answer, call, serviceWith } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const RELAY = 'x7fk2m9q4z@privaterelay.appleid.com'

const listOf = async (token: string) => (await call('/users/identities', { token })).body.data

const outcome = ({ status, body }: Answer) => body.code ?? status

describe.each(BOTH)('linking %s', (provider) => {
  it('lets it sign the caller in, and answers all that are linked', async () => {
    const now = stopClock().toISOString()
    const { _id, token } = await registerUser()
    const answer = await linkWith(provider, token, { email: ' Robin@Example.COM ' })
    expect(answer).toMatchObject({ status: 200, body: { data: await listOf(token) } })
    expect(answer.body.data).toEqual([{ provider, email: 'robin@example.com', createdAt: now }])
    advance(MINUTE)
    expect((await signedInWith(provider))._id).toBe(_id)
    expect(await userRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['identity_linked', 'logged_in', 'registered'])
  })

  it('leaves the address and the sessions of the caller as they are', async () => {
    const { email, token } = await registerUser()
    await linkWith(provider, token, { email: 'another@example.com' })
    const { body } = await call('/users/profile', { token })
    expect(body.data).toMatchObject({ email, emailVerified: false })
    expect(await sessionRows()).toHaveLength(1)
  })

  it.each([
    ['is not verified', { email_verified: false }, null],
    ['is not told', { email: undefined }, null],
  ])('does not mind that the address at the provider %s: the caller has proven both', async (_, claims, email) => {
    const { _id, token } = await registerUser()
    expect((await linkWith(provider, token, claims)).body.data).toMatchObject([{ provider, email }])
    expect((await signedInWith(provider, claims))._id).toBe(_id)
  })

  it('is no failure when it is linked already, and is recorded once', async () => {
    const { token } = await registerUser()
    const first = await linkWith(provider, token)
    advance(MINUTE)
    expect(await linkWith(provider, token)).toMatchObject({ status: 200, body: first.body })
    expect(await identityRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['identity_linked', 'registered'])
  })

  it('is refused if it signs somebody else in, and they keep it', async () => {
    const owner = await signedInWith(provider)
    const { token } = await registerUser()
    expect(await linkWith(provider, token)).toMatchObject({ status: 409, body: { code: 'identity_taken' } })
    expect(await identityRows()).toMatchObject([{ user_id: owner._id }])
    expect(await listOf(token)).toEqual([])
    expect((await signedInWith(provider))._id).toBe(owner._id)
  })

  it('is refused if another account of the provider is linked, which stays', async () => {
    const { token } = await registerUser()
    await linkWith(provider, token, { sub: 'one' })
    expect(outcome(await linkWith(provider, token, { sub: 'another' }))).toBe('identity_taken')
    expect(await identityRows()).toMatchObject([{ subject: 'one' }])
    expect(await eventTypes()).toEqual(['identity_linked', 'registered'])
  })

  it('is refused with a token that is not for us, and where the service has no client ids for it', async () => {
    const { token } = await registerUser()
    const service = serviceWith({ [`${provider.toUpperCase()}_CLIENT_IDS`]: '' })
    expect(outcome(await linkWith(provider, token, { aud: 'com.example.other' }))).toBe('id_token_invalid')
    expect(outcome(await linkWith(provider, token, {}, service))).toBe('provider_not_configured')
    expect(await identityRows()).toEqual([])
  })
})

describe('what is linked', () => {
  it('is nothing at first', async () => {
    const { token } = await registerUser()
    expect(await listOf(token)).toEqual([])
  })

  it('is listed with the oldest first, and nothing of others', async () => {
    const { token } = await signedInWith('google', { email: 'one@example.com' })
    await signedInWith('google', { sub: 'another', email: 'other@example.com' })
    advance(MINUTE)
    await linkWith('apple', token, { email: RELAY })
    expect(await listOf(token)).toMatchObject([
      { provider: 'google', email: 'one@example.com' },
      { provider: 'apple', email: RELAY },
    ])
  })
})

describe.each(BOTH)('unlinking %s', (provider) => {
  it('ends it as a way in, where there is a password, and no session', async () => {
    const { token, email } = await registerUser()
    await linkWith(provider, token, { email })
    expect(await unlink(provider, token)).toMatchObject({ status: 204, body: '' })
    expect(await listOf(token)).toEqual([])
    expect(outcome(await loginWith(provider, { email }))).toBe('account_exists')
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
    expect(await eventTypes()).toEqual(['identity_linked', 'identity_unlinked', 'logged_in', 'registered'])
  })

  it('is refused where nothing else would sign the user in', async () => {
    const { _id, token } = await signedInWith(provider)
    expect(await unlink(provider, token)).toMatchObject({ status: 409, body: { code: 'last_way_in' } })
    expect((await signedInWith(provider))._id).toBe(_id)
    expect(await eventTypes()).not.toContain('identity_unlinked')
  })

  it('leaves the other provider as a way in, and then that one stays', async () => {
    const [other = provider] = BOTH.filter((name) => name !== provider)
    const { _id, token } = await signedInWith(provider)
    await linkWith(other, token)
    expect((await unlink(provider, token)).status).toBe(204)
    expect(outcome(await unlink(other, token))).toBe('last_way_in')
    expect((await signedInWith(other))._id).toBe(_id)
  })

  it('works once a password is set', async () => {
    const { _id, token } = await signedInWith(provider)
    expect(outcome(await unlink(provider, token))).toBe('last_way_in')
    await setPassword(_id)
    expect((await unlink(provider, token)).status).toBe(204)
  })

  it('is 404 where it is not linked, also to others', async () => {
    const { token } = await registerUser()
    await signedInWith(provider)
    expect(await unlink(provider, token)).toMatchObject({ status: 404, body: { code: 'identity_not_found' } })
    expect(await identityRows()).toHaveLength(1)
  })

  it('sets the account at the provider free for somebody else', async () => {
    const one = await registerUser({ email: 'one@example.com' })
    const other = await registerUser({ email: 'other@example.com' })
    await linkWith(provider, one.token)
    await unlink(provider, one.token)
    expect((await linkWith(provider, other.token)).status).toBe(200)
    expect((await signedInWith(provider))._id).toBe(other._id)
  })

  it('lets the next sign-in link it again where both sides have verified the address', async () => {
    const { _id, email, token } = await registerUser()
    await verifyEmail(_id)
    await linkWith(provider, token, { email })
    await unlink(provider, token)
    expect((await signedInWith(provider, { email }))._id).toBe(_id)
  })
})

describe('the export of an account', () => {
  it('has what is linked, the oldest first, and not the key that the provider has for it', async () => {
    const { token } = await signedInWith('apple', { email: RELAY, sub: 'secret subject' })
    advance(MINUTE)
    await linkWith('google', token, { email: 'robin@gmail.example' })
    const { body } = await call('/users/account/export', { token })
    expect(body.data.identities).toEqual([
      { provider: 'apple', email: RELAY, createdAt: expect.any(String) },
      { provider: 'google', email: 'robin@gmail.example', createdAt: expect.any(String) },
    ])
    expect(JSON.stringify(body)).not.toContain('secret subject')
  })
})

/** As a reset would, for somebody who has none. */
const setPassword = async (userId: string) => {
  const { _id } = await registerUser({ email: 'lender@example.com' })
  await storePasswordHash(userId, (await userRow(_id)).password_hash)
}
