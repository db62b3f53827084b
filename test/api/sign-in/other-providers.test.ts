import { afterEach, describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { newPerson } from '../../support/person.ts'
import {
  linkWith,
  loginWith,
  NOT_FOR_US,
  signedInWith,
  TAKEN,
  tryIdToken,
  unlink,
} from '../../support/provider-login.ts'
import { acme, line, mendProviders, microsoft, newKey, providers, sha256 } from '../../support/providers.ts'
import { identityRows, userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'

afterEach(mendProviders)

const OTHERS = ['line', 'acme', 'microsoft'] as const

describe.each(OTHERS)('an issuer of the settings: %s', (name) => {
  it('signs a user in, and the same one the next time', async () => {
    const first = await signedInWith(name)
    expect((await signedInWith(name))._id).toBe(first._id)
    expect(first.name).toBe(name === 'microsoft' ? 'New user' : 'Robin') // a claim, or its nickname
    expect(await identityRows()).toMatchObject([{ provider: name, user_id: first._id }])
  })

  it('is linked, listed, exported and unlinked as Apple is', async () => {
    const { token, as } = await newPerson()
    const item = { provider: name, email: providers[name].claims().email, createdAt: expect.any(String) }
    expect((await linkWith(name, token)).body.data).toEqual([item])
    expect((await as('/users/identities')).body.data).toEqual([item])
    expect((await as('/users/account/export')).body.data.identities).toEqual([item])
    expect((await unlink(name, token)).status).toBe(204)
  })

  it('proves who deletes an account', async () => {
    const { token } = await signedInWith(name)
    const body = { provider: name, idToken: await providers[name].idToken() }
    expect((await call('/users/account', { method: 'DELETE', token, body })).status).toBe(204)
  })

  it('is held to the nonce', async () => {
    const idToken = await providers[name].idToken({ nonce: await sha256('n-1') })
    expect(await tryIdToken(name, idToken, { nonce: 'n-2' })).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, idToken, { nonce: 'n-1' })).toEqual(TAKEN)
  })
})

it('a nonce that the app cannot tell is accepted where the settings say so only', async () => {
  const nonce = await sha256('of the SDK')
  expect(await tryIdToken('acme', await acme.idToken({ nonce }))).toEqual(TAKEN)
  expect(await tryIdToken('line', await line.idToken({ nonce }))).toEqual(NOT_FOR_US)
})

it.each(['RS256', 'PS256', 'ES256', 'EdDSA'])('a token is taken that is signed with %s', async (alg) => {
  acme.passCooldown()
  expect(await tryIdToken('acme', await acme.idToken({}, await acme.addKey(newKey(undefined, alg))))).toEqual(TAKEN)
})

it.each(['RS256', 'ES256', 'EdDSA'])('a key that does not say what it is for is for %s by its type', async (alg) => {
  microsoft.passCooldown()
  const key = await newKey(undefined, alg)
  const { alg: _, ...publicJwk } = key.publicJwk
  await microsoft.addKey(Promise.resolve({ ...key, publicJwk }))
  expect(await tryIdToken('microsoft', await microsoft.idToken({}, key))).toEqual(TAKEN)
})

it('a token that is signed with another algorithm than its key is for is refused at once', async () => {
  stopClock()
  acme.passCooldown()
  const { kid, privateKey } = await newKey((await acme.firstKey()).kid, 'PS256')
  expect(await tryIdToken('acme', await acme.idToken())).toEqual(TAKEN)
  const idToken = await acme.idToken({}, { kid, privateKey, alg: 'PS256', publicJwk: {} })
  for (let times = 0; times < 2; times++) expect(await tryIdToken('acme', idToken)).toEqual(NOT_FOR_US)
})

it.each([
  ['line', 'robin@line.example', 0],
  ['line', undefined, 0],
  ['acme', 'robin@acme.example', 1],
] as const)('a guest who links %s becomes its user: %s, verified: %i', async (name, email, verified) => {
  const { token, _id } = (await call('/users/guest', { body: {} })).body.data
  expect((await linkWith(name, token, { email })).status).toBe(200)
  expect(await userRow(_id)).toMatchObject({ email: email ?? null, email_verified: verified, is_guest: 0 })
  expect((await signedInWith(name, { email }))._id).toBe(_id)
})

describe('the address of a new user', () => {
  it('is unverified if the issuer is no authority, and gets a code', async () => {
    const { service, mailbox } = await newPerson()
    const { _id, email } = await signedInWith('line', {}, { service })
    expect(mailbox.lastCode(email)).toMatch(/^\d{6}$/)
    expect(await userRow(_id)).toMatchObject({
      email: 'robin@line.example',
      email_verified: 0,
      email_verified_by: null,
    })
  })

  it('is verified if the settings call the issuer an authority and the token says that it is verified', async () => {
    const { _id } = await signedInWith('acme')
    expect(await userRow(_id)).toMatchObject({ email_verified: 1, email_verified_by: 'provider' })
  })

  it.each([
    ['line', undefined, undefined],
    ['line', 'robin@line.example', false],
    ['acme', 'robin@acme.example', false],
    ['acme', 'robin@acme.example', undefined],
    ['microsoft', 'robin', undefined],
  ] as const)('must be one: %s, %j, verified there: %j', async (name, email, email_verified) => {
    expect(await loginWith(name, { email, email_verified })).toMatchObject({
      status: 403,
      body: { code: 'email_unverified' },
    })
  })

  it('links the account that has it if the issuer is an authority', async () => {
    const owner = await newPerson({ email: 'robin@acme.example' })
    await owner.as('/users/email/verify', { body: { code: owner.mailbox.lastCode() } })
    expect((await signedInWith('acme'))._id).toBe(owner._id)
  })
})

describe('a provider that is no longer in the settings', () => {
  const without = () => serviceWith({ OIDC_PROVIDERS: '' })

  it('signs nobody in, and stays in the list until it is unlinked', async () => {
    const { token, email } = await signedInWith('acme')
    const service = without()
    const NOT_CONFIGURED = { status: 501, body: { code: 'provider_not_configured' } }
    expect(await loginWith('acme', {}, { service })).toMatchObject(NOT_CONFIGURED)
    expect(await linkWith('acme', token, {}, service)).toMatchObject(NOT_CONFIGURED)
    const { body } = await service('/users/account/export', { token })
    expect(body.data.identities).toMatchObject([{ provider: 'acme', email }])
    expect(await unlink('acme', token, service)).toMatchObject({ status: 409, body: { code: 'last_way_in' } })
    await linkWith('google', token)
    expect((await unlink('acme', token, service)).status).toBe(204)
  })
})

it.each([
  ['line', 'LINE'],
  ['acme', 'acme'],
] as const)('mails call %s by its name in the settings, or else as calls do: %s', async (name, called) => {
  const person = await newPerson()
  await person.as('/users/email/verify', { body: { code: person.mailbox.lastCode() } })
  await linkWith(name, person.token, {}, person.service)
  await unlink(name, person.token, person.service)
  expect(person.mailbox.mailsTo(person.email).map(({ subject }) => subject)).toEqual(
    expect.arrayContaining([
      `Latchkey: ${called} was linked to your account`,
      `Latchkey: ${called} was unlinked from your account`,
    ]),
  )
})

describe('the keys of an issuer without a jwksUrl', () => {
  it('are where its discovery document says, which is asked for once an hour', async () => {
    stopClock()
    line.outlastDiscovery()
    const before = line.discoveries
    for (let times = 0; times < 3; times++) await signedInWith('line')
    expect(line.discoveries - before).toBe(1)
    line.outlastDiscovery()
    await signedInWith('line')
    expect(line.discoveries - before).toBe(2)
  })

  it('are not asked for by what names no key', async () => {
    stopClock()
    line.outlastDiscovery()
    const before = line.discoveries
    expect(await tryIdToken('line', 'e30.e30.')).toEqual(NOT_FOR_US)
    expect(line.discoveries).toBe(before)
  })
})
