import { createHash } from 'node:crypto'
import { decodeBase32IgnorePadding } from '@oslojs/encoding'
import { generateHOTP } from '@oslojs/otp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makePasskey, type Passkey, signWith } from '../support/authenticator.ts'
import { type Client, clientOf } from './support/client.ts'
import { mailedCode } from './support/mails.ts'
import { type RunningDev, startDev } from './support/npm-dev.ts'

const ON = ['GUESTS', 'LOGIN_CODES', 'SIGN_UP_BY_CODE', 'FACTORS', 'PASSKEYS']
const PASSWORD = 'correct horse battery staple'
const STEP_MS = 30_000

let dev: RunningDev
let call: Client
/** Where the stand-ins for providers are. */
let standIns: string

beforeAll(async () => {
  dev = await startDev(['--stand-in-providers=0', ...ON.flatMap((name) => ['--var', `${name}:on`])])
  call = clientOf(dev.url)
  standIns = /stand-ins: (\S+)/.exec(dev.greeting)?.[1] ?? ''
})

afterAll(() => dev?.stop())

const beGuest = async () => (await call('/users/guest', { body: { name: 'Robin', deviceName: 'Phone' } })).body.data
const profileOf = async (token: string) => (await call('/users/profile', { token })).body.data
const activityOf = async (token: string) => (await call('/users/activity', { token })).body.data
const typesOf = async (token: string) => (await activityOf(token)).map(({ type }: { type: string }) => type)

async function google(email: string) {
  const nonce = crypto.randomUUID()
  const fields = new URLSearchParams({ email, name: 'Robin', nonce: createHash('sha256').update(nonce).digest('hex') })
  const idToken = await (await fetch(`${standIns}/google`, { method: 'POST', body: fields })).text()
  return { idToken, nonce }
}

async function code(email: string, count = 1): Promise<string> {
  expect((await call('/users/login/code', { body: { email } })).status).toBe(202)
  return mailedCode(dev, email, count)
}

async function addPasskey(token: string): Promise<Passkey> {
  const { challengeId, options } = (await call('/users/passkeys/options', { method: 'POST', token })).body.data
  const { passkey, credential } = await makePasskey(options, { origin: dev.url })
  expect((await call('/users/passkeys', { token, body: { challengeId, credential } })).status).toBe(201)
  return passkey
}

async function loginWith(passkey: Passkey) {
  const { challengeId, options } = (await call('/users/login/passkey/options', { method: 'POST' })).body.data
  const credential = await signWith(passkey, options, { origin: dev.url })
  return call('/users/login/passkey', { body: { challengeId, credential } })
}

/** What an authenticator app shows, so many steps from now. */
const shown = (secret: string, steps: number) =>
  generateHOTP(decodeBase32IgnorePadding(secret), BigInt(Math.floor(Date.now() / STEP_MS) + steps), 6)

describe('a guest', () => {
  it('becomes a user by a password: the same, in the same session', async () => {
    const { _id, token, isGuest, email } = await beGuest()
    expect({ isGuest, email }).toEqual({ isGuest: true, email: null })
    await call('/users/profile', { method: 'PUT', token, body: { bio: 'Climbs things.' } })
    const body = { email: 'password@example.com', password: PASSWORD }
    expect((await call('/users/guest/upgrade', { token, body })).status).toBe(200)
    expect(await profileOf(token)).toMatchObject({ _id, isGuest: false, bio: 'Climbs things.', email: body.email })
    const verified = await call('/users/email/verify', { token, body: { code: await mailedCode(dev, body.email) } })
    expect(verified.body.data).toMatchObject({ _id, emailVerified: true })
    expect((await call('/users/login', { body })).body.data._id).toBe(_id)
    expect(await typesOf(token)).toEqual(['logged_in', 'email_verified', 'guest_upgraded', 'guest_created'])
  })

  it('... by Google', async () => {
    const { _id, token } = await beGuest()
    expect((await call('/users/identities/google', { token, body: await google('robin@gmail.com') })).status).toBe(200)
    expect(await profileOf(token)).toMatchObject({ _id, isGuest: false, email: 'robin@gmail.com', emailVerified: true })
    expect((await call('/users/login/google', { body: await google('robin@gmail.com') })).body.data._id).toBe(_id)
  })

  it('... by a mailed code', async () => {
    const { _id, token: guestToken } = await beGuest()
    const email = 'code@example.com'
    const signedIn = await call('/users/login/code/verify', { body: { email, code: await code(email), guestToken } })
    expect(signedIn.body.data).toMatchObject({ _id, isGuest: false, email, emailVerified: true })
  })

  it('... by a passkey, and needs neither a password nor an email address', async () => {
    const { _id, token } = await beGuest()
    const passkey = await addPasskey(token)
    const { status, body } = await loginWith(passkey)
    expect([status, body.data]).toEqual([200, expect.objectContaining({ _id, isGuest: false, email: null })])
    const sessions = (await call('/users/sessions', { token: body.data.token })).body.data
    expect(sessions).toContainEqual(expect.objectContaining({ current: true, aal: 2 }))
    const exported = (await call('/users/account/export', { token: body.data.token })).body.data
    expect(exported.passkeys).toHaveLength(1)
    expect(exported.activity.map(({ type }: { type: string }) => type)).toEqual(
      expect.arrayContaining(['guest_created', 'guest_upgraded', 'passkey_added', 'logged_in']),
    )
    const gone = await call('/users/account', { method: 'DELETE', token: body.data.token, body: {} })
    expect(gone.status).toBe(204)
    expect((await loginWith(passkey)).body.code).toBe('passkey_invalid')
  })

  it('is merged into the user who signs in: the record of both tells whose data to move', async () => {
    const user = { name: 'Syamlal', email: 'merged@example.com', password: PASSWORD }
    const { _id } = (await call('/users/register', { body: user })).body.data
    const guest = await beGuest()
    const { data } = (await call('/users/login', { body: { ...user, guestToken: guest.token } })).body
    expect(data).toMatchObject({ _id, mergedGuestId: guest._id })
    const [merged] = (await activityOf(data.token)).filter(({ type }: { type: string }) => type === 'guest_merged')
    expect(merged.otherId).toBe(guest._id)
    expect((await call('/users/profile', { token: guest.token })).body.code).toBe('session_ended')
  })
})

describe('a user with an authenticator app', () => {
  it('logs in with it, loses the phone, comes in all the same, and steps up where they were signed in', async () => {
    const user = { name: 'Syamlal', email: 'factor@example.com', password: PASSWORD }
    const tablet = (await call('/users/register', { body: user })).body.data
    const login = () => call('/users/login', { body: user })
    const phone = (await login()).body.data
    const { factorId, secret } = (await call('/users/factors/totp', { token: phone.token, body: {} })).body.data
    const confirmation = { factorId, code: shown(secret, 0) }
    const confirmed = (await call('/users/factors/totp/confirm', { token: phone.token, body: confirmation })).body.data
    const [recoveryCode, other] = confirmed.recoveryCodes

    const asked = await login()
    expect([asked.status, asked.body]).toEqual([
      401,
      expect.objectContaining({ code: 'second_factor_required', factors: [expect.objectContaining({ factorId })] }),
    ])
    const answer = { challenge: asked.body.challenge, code: shown(secret, 1) }
    const signedIn = await call('/users/login/second-factor', { body: answer })
    expect(signedIn.body.data).toMatchObject({ _id: tablet._id, email: user.email })

    const { challenge } = (await login()).body
    const byRecovery = await call('/users/login/second-factor', { body: { challenge, recoveryCode } })
    expect(byRecovery.status).toBe(200)
    const again = { challenge: (await login()).body.challenge, recoveryCode }
    expect((await call('/users/login/second-factor', { body: again })).status).not.toBe(200)

    expect((await call('/users/profile', { token: tablet.token })).body.code).toBe('second_factor_required')
    const raise = await call('/users/factors/challenge', { method: 'POST', token: tablet.token })
    const raised = await call('/users/login/second-factor', {
      body: { challenge: raise.body.data.challenge, recoveryCode: other },
    })
    const { token } = raised.body.data
    expect((await profileOf(token))._id).toBe(tablet._id)

    const exported = (await call('/users/account/export', { token })).body.data
    expect(exported.factors).toHaveLength(1)
    expect(JSON.stringify(exported)).not.toContain(secret)
    expect(await typesOf(token)).toEqual(
      expect.arrayContaining(['factor_added', 'second_factor_asked', 'logged_in', 'recovery_code_used', 'registered']),
    )
  })
})
