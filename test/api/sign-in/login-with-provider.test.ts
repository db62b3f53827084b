import { describe, expect, it } from 'vitest'
import { openMailbox } from '../../support/mailbox.ts'
import {
  loginWith,
  NOT_FOR_US,
  type ProviderName,
  signedInWith,
  TAKEN,
  tryIdToken,
} from '../../support/provider-login.ts'
import { apple, google, providers, sha256 } from '../../support/providers.ts'
import {
  codeRows,
  disableUser,
  eventRows,
  eventTypes,
  identityRows,
  sessionRows,
  userRow,
  userRows,
  verifyEmail,
} from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { ACCEPTED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const NONCE = 'a nonce of the app'
const RELAY = 'x7fk2m9q4z@privaterelay.appleid.com'

describe.each(BOTH)('POST /users/login/%s', (provider) => {
  const { audiences } = providers[provider]

  it.each(audiences)('takes a token for the client %s', async (aud) => {
    expect(await tryIdToken(provider, await providers[provider].idToken({ aud }))).toEqual(TAKEN)
  })

  it('takes a token that holds the SHA-256 of the nonce', async () => {
    const idToken = await providers[provider].idToken({ nonce: await sha256(NONCE) })
    expect(await tryIdToken(provider, idToken, { nonce: NONCE })).toEqual(TAKEN)
  })

  it('signs somebody new in, with tokens that work', async () => {
    const { token, refreshToken } = await signedInWith(provider)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
    expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
  })

  it('makes a user of somebody new: with the address that the provider has verified, and no password', async () => {
    const answer = await loginWith(provider, { sub: 'their subject', email: ' Robin@Example.COM ' })
    expect(answer.status).toBe(200)
    const { _id, email, emailVerified } = answer.body.data
    expect([email, emailVerified]).toEqual(['robin@example.com', true])
    expect(await userRow(_id)).toMatchObject({ email: 'robin@example.com', password_hash: null, email_verified: 1 })
    expect(await identityRows()).toMatchObject([
      { provider, subject: 'their subject', user_id: _id, email: 'robin@example.com' },
    ])
    expect(await eventTypes()).toEqual(['logged_in', 'registered'])
    expect(await codeRows()).toEqual([]) // there is nothing to confirm
  })

  it('signs the same one in again, and makes nobody new', async () => {
    const first = await signedInWith(provider)
    const again = await signedInWith(provider)
    expect(again._id).toBe(first._id)
    expect(await userRows()).toHaveLength(1)
    expect(await identityRows()).toHaveLength(1)
    expect(await sessionRows()).toHaveLength(2)
    expect(await eventTypes()).toEqual(['logged_in', 'logged_in', 'registered'])
  })

  it('signs a known one in whose address is another at the provider now, and leaves the one here', async () => {
    const { _id, email } = await signedInWith(provider)
    const again = await signedInWith(provider, { email: 'moved@example.com' })
    expect(again).toMatchObject({ _id, email })
    expect((await userRow(_id)).email).toBe(email)
  })

  it.each([
    ['is not verified there any more', { email_verified: false }],
    ['is not told any more', { email: undefined, email_verified: undefined }],
  ])('signs a known one in whose address %s', async (_, claims) => {
    const { _id } = await signedInWith(provider)
    expect((await signedInWith(provider, claims))._id).toBe(_id)
  })

  it('signs a known one in, although somebody else has the address that the provider tells now', async () => {
    const { _id } = await signedInWith(provider)
    const other = await registerUser({ email: 'other@example.com' })
    await verifyEmail(other._id)
    expect((await signedInWith(provider, { email: other.email }))._id).toBe(_id)
    expect(await eventTypes()).not.toContain('identity_linked')
  })

  it('names the session after the device, as every sign-in', async () => {
    await signedInWith(provider, {}, { deviceName: "Robin's phone" })
    expect(await sessionRows()).toMatchObject([{ device_name: "Robin's phone" }])
    expect((await eventRows()).map(({ session_id }) => session_id)).toEqual(Array(2).fill((await sessionRows())[0]?.id))
  })

  it('refuses a disabled user, and starts no session', async () => {
    const { _id } = await signedInWith(provider)
    await disableUser(_id)
    expect(await loginWith(provider)).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await sessionRows()).toHaveLength(1)
    expect(await eventTypes()).toEqual(['logged_in', 'registered'])
  })

  it('answers 501 where the service has no client ids for it', async () => {
    const service = serviceWith({ [`${provider.toUpperCase()}_CLIENT_IDS`]: ' , ' })
    expect(await loginWith(provider, {}, { service })).toMatchObject({
      status: 501,
      body: { code: 'provider_not_configured' },
    })
    const [other] = BOTH.filter((name) => name !== provider)
    expect((await loginWith(other ?? provider, {}, { service })).status).toBe(200)
  })

  it('takes client ids with spaces around them', async () => {
    const service = serviceWith({ [`${provider.toUpperCase()}_CLIENT_IDS`]: ' one , two ' })
    for (const aud of ['one', 'two']) expect((await loginWith(provider, { aud }, { service })).status).toBe(200)
    expect((await loginWith(provider, { aud: ' one ' }, { service })).status).toBe(401)
  })

  it('wants an ID token, and a nonce that is text', async () => {
    const { body } = await call(`/users/login/${provider}`, { body: { nonce: 5, name: 6, deviceName: 7 } })
    expect(body.errors.map(({ path }: { path: string }) => path)).toEqual(['idToken', 'nonce', 'name', 'deviceName'])
  })
})

describe('who signs in with Google', () => {
  it.each(['https://accounts.google.com', 'accounts.google.com'])('has a token of the issuer %s', async (iss) => {
    expect(await tryIdToken('google', await google.idToken({ iss }))).toEqual(TAKEN)
  })

  it('has another account than who has the same subject at Apple', async () => {
    const one = await signedInWith('google', { sub: '1', email: 'one@example.com' })
    const other = await signedInWith('apple', { sub: '1', email: 'other@example.com' })
    expect(one._id).not.toBe(other._id)
  })
})

describe('who signs in with Apple', () => {
  it.each([true, 'true'])('has a verified address when Apple says %j', async (email_verified) => {
    expect(await tryIdToken('apple', await apple.idToken({ email_verified }))).toEqual(TAKEN)
  })

  it('may hide their address: the relay is theirs like any other', async () => {
    const { _id, email } = await signedInWith('apple', { email: RELAY, is_private_email: 'true' })
    expect(email).toBe(RELAY)
    expect((await signedInWith('apple', { email: RELAY, is_private_email: true }))._id).toBe(_id)
  })

  it('gets mail at the relay', async () => {
    const mailbox = openMailbox()
    const service = serviceWith({ EMAIL: mailbox.EMAIL })
    await signedInWith('apple', { email: RELAY, is_private_email: 'true' }, { service })
    await service('/users/password/forgot', { body: { email: RELAY } })
    expect(mailbox.mailsTo(RELAY)).toHaveLength(1)
  })

  it('tells their name the first time only, and keeps it', async () => {
    await signedInWith('apple', {}, { name: 'Robin Ray' })
    expect((await signedInWith('apple')).name).toBe('Robin Ray')
    expect((await signedInWith('apple', {}, { name: 'Somebody Else' })).name).toBe('Robin Ray')
  })
})

describe('the name of a new user', () => {
  it.each([
    ['what the app tells', { name: 'In the token' }, { name: ' From the app ' }, 'From the app'],
    ['or else what the token tells', { name: ' In the token ' }, {}, 'In the token'],
    ['or else one that can be changed', { name: undefined }, {}, 'New user'],
    ['not what is none: empty', { name: ' ' }, {}, 'New user'],
    ['not what is none: no text', { name: { first: 'Robin' } }, {}, 'New user'],
    ['not what nobody can see', { name: 'In the token' }, { name: '\u3164\u200b\n' }, 'In the token'],
    ['on one line', { name: 'In\n  the token' }, {}, 'In the token'],
    ['on one line, whatever breaks it', {}, { name: 'Robin\r\nRay\u2028of\u0085\0here\ud83d' }, 'Robin Ray of here'],
    ['cut at 100 characters', { name: 'x'.repeat(101) }, {}, 'x'.repeat(100)],
    ['cut at 100 characters, and not within one', {}, { name: `${'🧗'.repeat(99)} 🧗` }, '🧗'.repeat(99)],
  ])('is %s', async (_, claims, fields, name) => {
    const signedIn = await signedInWith('google', claims, fields)
    expect(signedIn.name).toBe(name)
    expect((await userRow(signedIn._id)).name).toBe(name)
  })
})

it.each([
  ['POST', '/users/login/Apple'],
  ['POST', '/users/login/__proto__'],
  ['POST', '/users/identities/x'],
  ['DELETE', '/users/identities/git_hub'],
])('what is no name of a provider is not found: %s %s', async (method, path) => {
  const { token } = await registerUser()
  const body = { idToken: await apple.idToken() }
  const answer = await call(path, { method, token, ...(method === 'POST' && { body }) })
  expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

it.each([
  ['POST', '/users/login/github', 'provider_not_configured'],
  ['POST', '/users/login/constructor', 'provider_not_configured'],
  ['POST', '/users/identities/github', 'provider_not_configured'],
  ['DELETE', '/users/identities/github', 'identity_not_found'],
])('a provider that the settings do not name signs nobody in: %s %s', async (method, path, code) => {
  const { token } = await registerUser()
  const body = { idToken: await apple.idToken() }
  expect((await call(path, { method, token, ...(method === 'POST' && { body }) })).body.code).toBe(code)
})

it('what is no token at all is not taken', async () => {
  for (const idToken of ['x', '..', 'a.b.c', 'eyJhbGciOiJSUzI1NiJ9.e30.', 'bnVsbA.bnVsbA.bnVsbA', ' ', '\u{1F600}']) {
    expect(await tryIdToken('apple', idToken)).toEqual(NOT_FOR_US)
  }
})

it.each(['', undefined, null, 5])('a token of nobody is not taken: its subject is %j', async (sub) => {
  for (const provider of BOTH) {
    expect(await tryIdToken(provider, await providers[provider].idToken({ sub }))).toEqual(NOT_FOR_US)
  }
})

describe('what is no name of a provider', () => {
  it.each([
    ['POST', '/users/login/Facebook'],
    ['POST', '/users/identities/Facebook'],
    ['DELETE', '/users/identities/Facebook'],
  ])('is nowhere, whatever is sent to it: %s %s', async (method, path) => {
    expect((await call(path, { method, headers: { 'content-type': 'text/plain' }, body: '{' })).status).toBe(404)
  })
})
