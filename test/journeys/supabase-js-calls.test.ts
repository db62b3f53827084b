import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CALLS } from '../../src/supabase/calls.ts'
import { makePasskey, signWith } from '../support/authenticator.ts'
import { totpNow } from '../support/totp-code.ts'
import { mailedCode, mailTo } from './support/mails.ts'
import { type RunningDev, startDev } from './support/npm-dev.ts'

// Every call of docs/supabase.md, as supabase-js sends it: by a client of a version that apps have, over HTTP.

const PASSWORD = 'correct horse battery staple'
const SECRET = 'a secret of a project of Supabase, of 32 bytes or more'
const APP = 'com.example.app://login'
const ORIGIN = 'https://app.example.com'

let dev: RunningDev
let standIns: string

beforeAll(async () => {
  const on = [
    'SUPABASE_API',
    'GUESTS',
    'FACTORS',
    'PASSKEYS',
    'LOGIN_CODES',
    'SIGN_UP_BY_CODE',
    'SUPABASE_MANUAL_LINKING',
  ]
  const keys = [{ kty: 'oct', alg: 'HS256', k: Buffer.from(SECRET).toString('base64url') }]
  dev = await startDev([
    '--stand-in-providers=0',
    '--var',
    ...on.map((name) => `${name}:on`),
    `SUPABASE_REDIRECT_URLS:${APP}`,
    `SUPABASE_SERVICE_KEYS:${JSON.stringify({ keys })}`,
    `CORS_ORIGINS:${ORIGIN}`,
    'PASSKEY_RP_ID:app.example.com',
  ])
  standIns = /stand-ins: (\S+)/.exec(dev.greeting)?.[1] ?? ''
})

afterAll(() => dev?.stop())

/** The calls that got what they asked for. */
const made = new Set<string>()

const patterns = CALLS.map(({ wire }) => {
  const [method = '', url = ''] = wire.split(' ')
  const [path = '', query] = url.split('?')
  const inPath = path.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')
  return {
    wire,
    isMadeBy: new RegExp(`^${method} .*/auth/v1${inPath}${query ? String.raw`\?.*${query}` : String.raw`(\?|$)`}`),
  }
})

/** The most exact of those that match: `/factors/recovery-codes` is no id. */
const wireOf = (line: string) =>
  patterns
    .filter(({ isMadeBy }) => isMadeBy.test(line))
    .map(({ wire }) => wire)
    .sort((one, other) => Number(one.includes('{')) - Number(other.includes('{')))[0]

const noting: typeof fetch = async (url, init) => {
  const response = await fetch(url, init)
  const wire = wireOf(`${init?.method ?? 'GET'} ${url}`)
  if (response.ok && wire) made.add(wire)
  return response
}

function open(key = 'the key of the app', options = {}): SupabaseClient {
  const auth = {
    persistSession: true,
    autoRefreshToken: false,
    detectSessionInUrl: false,
    storage: memory(),
    ...options,
  }
  const experimental = { recoveryCodes: true, passkey: true }
  return createClient(dev.url, key, { auth: { ...auth, experimental }, global: { fetch: noting } })
}

function memory() {
  const items = new Map<string, string>()
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

const newEmail = () => `robin-${crypto.randomUUID()}@example.com`

/** What an answer of the SDK has. Throws its error. */
async function of<A extends { data: unknown; error: unknown }>(
  answer: PromiseLike<A>,
): Promise<Extract<A, { error: null }>['data']> {
  const { data, error } = await answer
  if (error) throw error
  return data
}

/** Throws the error of an answer that has no data. */
async function succeeds(answer: PromiseLike<{ error: unknown }>): Promise<void> {
  const { error } = await answer
  if (error) throw error
}

async function serviceKey(): Promise<string> {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ role: 'service_role', iss: 'supabase' })}`
  const key = await crypto.subtle.importKey('raw', Buffer.from(SECRET), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
  return `${text}.${Buffer.from(await crypto.subtle.sign('HMAC', key, Buffer.from(text))).toString('base64url')}`
}

/** A server, and somebody whom it has made, signed in in an app. */
async function somebody() {
  const { admin } = open(await serviceKey()).auth
  const email = newEmail()
  const { user } = await of(admin.createUser({ email, password: PASSWORD, email_confirm: true }))
  if (!user) throw new Error('nobody was made')
  const app = open()
  await of(app.auth.signInWithPassword({ email, password: PASSWORD }))
  return { admin, email, id: user.id, app }
}

describe('supabase-js', () => {
  it('is told by the greeting what is on', () => {
    expect(dev.greeting).not.toContain('guests (GUESTS)')
  })

  it('signs up, and signs in by mailed codes and links', async () => {
    const email = newEmail()
    const app = open()
    await of(app.auth.signUp({ email, password: PASSWORD }))
    await of(app.auth.resend({ type: 'signup', email }))
    await of(app.auth.verifyOtp({ email, token: await mailedCode(dev, email), type: 'signup' }))
    await of(app.auth.refreshSession())
    await of(app.auth.getClaims())
    await of(app.auth.reauthenticate())
    const nonce = await mailedCode(dev, email, 2)
    await of(app.auth.updateUser({ password: `${PASSWORD}!`, nonce }))
    expect((await of(app.auth.getUser())).user.email).toBe(email)

    const newcomer = newEmail()
    const phone = open(undefined, { flowType: 'pkce' })
    await of(phone.auth.signInWithOtp({ email: newcomer, options: { emailRedirectTo: APP } }))
    const { text } = await mailTo(dev, newcomer)
    const [link = ''] = /http\S+\/auth\/v1\/verify\S+/.exec(text) ?? []
    const { headers } = await fetch(link, { redirect: 'manual' })
    const code = new URL(headers.get('location') ?? '').searchParams.get('code') ?? ''
    expect((await of(phone.auth.exchangeCodeForSession(code))).user.email).toBe(newcomer)
    await of(open().auth.resetPasswordForEmail(newcomer))
    await succeeds(phone.auth.signOut())
  })

  it('signs in with ID tokens, links and unlinks', async () => {
    const { app } = await somebody()
    const token = async (provider: string) => {
      const body = new URLSearchParams({ email: newEmail(), name: 'Robin' })
      return (await fetch(`${standIns}/${provider}`, { method: 'POST', body })).text()
    }
    await of(open().auth.signInWithIdToken({ provider: 'google', token: await token('google') }))
    await of(app.auth.linkIdentity({ provider: 'apple', token: await token('apple') }))
    const { identities } = await of(app.auth.getUserIdentities())
    const [linked] = identities.filter(({ provider }) => provider === 'apple')
    if (!linked) throw new Error('nothing is linked')
    await of(app.auth.unlinkIdentity(linked))
  })

  it('has an authenticator app and recovery codes', async () => {
    const { app, admin, id, email } = await somebody()
    const { mfa } = app.auth
    const { id: factorId, totp } = await of(mfa.enroll({ factorType: 'totp' }))
    await of(mfa.challengeAndVerify({ factorId, code: totpNow(totp.secret) }))
    await of(mfa.recoveryCodes.generate())
    const { codes } = await of(mfa.recoveryCodes.regenerate())
    expect(await of(mfa.recoveryCodes.getStatus())).toMatchObject({ total: 10, remaining: 10 })
    const phone = open()
    await of(phone.auth.signInWithPassword({ email, password: PASSWORD }))
    await of(phone.auth.mfa.recoveryCodes.verify({ code: codes[0] ?? '' }))
    await of(mfa.recoveryCodes.unenroll())
    expect((await of(admin.mfa.listFactors({ userId: id }))).factors).toHaveLength(1)
    await of(admin.mfa.deleteFactor({ userId: id, id: factorId }))

    const other = await somebody()
    const another = await of(other.app.auth.mfa.enroll({ factorType: 'totp' }))
    await of(other.app.auth.mfa.unenroll({ factorId: another.id }))
  })

  it('has passkeys', async () => {
    const { app, admin, id } = await somebody()
    const add = async () => {
      const { challenge_id: challengeId, options } = await of(app.auth.passkey.startRegistration())
      const { passkey, credential } = await makePasskey(options, { origin: ORIGIN })
      const { id: passkeyId } = await of(
        app.auth.passkey.verifyRegistration({ challengeId, credential: credential as never }),
      )
      return { passkey, passkeyId }
    }
    const { passkey, passkeyId } = await add()
    await of(app.auth.passkey.update({ passkeyId, friendlyName: 'Phone' }))
    expect(await of(app.auth.passkey.list())).toMatchObject([{ id: passkeyId, friendly_name: 'Phone' }])
    const phone = open()
    const { challenge_id: challengeId, options } = await of(phone.auth.passkey.startAuthentication())
    const credential = (await signWith(passkey, options, { origin: ORIGIN })) as never
    await of(phone.auth.passkey.verifyAuthentication({ challengeId, credential }))
    expect((await of(phone.auth.getUser())).user.id).toBe(id)
    await succeeds(app.auth.passkey.delete({ passkeyId }))
    const second = await add()
    expect(await of(admin.passkey.listPasskeys({ userId: id }))).toHaveLength(1)
    await succeeds(admin.passkey.deletePasskey({ userId: id, passkeyId: second.passkeyId }))
  })

  it('lets servers make, find, change, invite and delete users', async () => {
    const { admin, id, email } = await somebody()
    expect((await of(admin.listUsers())).users.map((user) => user.id)).toContain(id)
    await of(admin.updateUserById(id, { app_metadata: { plan: 'pro' } }))
    expect((await of(admin.getUserById(id))).user.app_metadata).toMatchObject({ plan: 'pro' })
    const { properties } = await of(admin.generateLink({ type: 'magiclink', email }))
    const app = open()
    await of(app.auth.verifyOtp({ token_hash: properties.hashed_token, type: 'email' }))
    const invited = newEmail()
    await of(admin.inviteUserByEmail(invited))
    await of(app.auth.verifyOtp({ email: invited, token: await mailedCode(dev, invited), type: 'invite' }))
    await of(admin.deleteUser(id))
    expect((await admin.getUserById(id)).error?.code).toBe('user_not_found')
  })

  it('has made every call of the list by then', () => {
    const ofNoMethod = CALLS.filter(({ sdk }) => !sdk).map(({ wire }) => wire)
    expect(CALLS.map(({ wire }) => wire).filter((wire) => !made.has(wire))).toEqual(ofNoMethod)
  })
})
