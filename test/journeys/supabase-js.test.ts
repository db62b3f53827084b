import { AuthApiError, AuthRetryableFetchError, AuthWeakPasswordError, isAuthApiError } from '@supabase/auth-js'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { totpNow } from '../support/totp-code.ts'
import { mailedCode } from './support/mails.ts'
import { type RunningService, startService } from './support/wrangler-dev.ts'

// supabase-js as apps use it, on the service as it is deployed.

const PASSWORD = 'correct horse battery staple'

let service: RunningService

beforeAll(async () => {
  const on = ['SUPABASE_API', 'GUESTS', 'FACTORS', 'LOGIN_CODES', 'SIGN_UP_BY_CODE'].map((name) => [name, 'on'])
  const settings = { ...Object.fromEntries(on), PASSWORD_ITERATIONS: '20000', NEW_DEVICE_NOTICE: 'off' }
  service = await startService(settings, withEncryptionKeys)
})

afterAll(() => service?.stop())

/** Wrangler reads no secret from `.dev.vars` that is not required. */
const withEncryptionKeys = (toml: string) => toml.replace('required = ["JWT_KEYS"', '$&, "ENCRYPTION_KEYS"')

/** What a browser keeps for an app, over all restarts. */
function memory() {
  const items = new Map<string, string>()
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

interface App extends SupabaseClient {
  /** What it was told by `onAuthStateChange`. */
  events: string[]
}

function open({ storage = memory(), fetch = globalThis.fetch, ...auth }: Record<string, any> = {}): App {
  const client = createClient(service.url, 'the key of the app', {
    auth: { storage, storageKey: 'session', autoRefreshToken: false, ...auth },
    global: { fetch },
  })
  const events: string[] = []
  client.auth.onAuthStateChange((event) => void events.push(event))
  return Object.assign(client, { events })
}

const never = (error: unknown) => expect(error).toBeNull()
const newEmail = () => `robin-${crypto.randomUUID()}@example.com`

/** Somebody who has signed up and confirmed their address, signed in in an app. */
async function signUp(app = open(), email = newEmail()) {
  never((await app.auth.signUp({ email, password: PASSWORD })).error)
  const { data, error } = await app.auth.verifyOtp({ email, token: await mailedCode(service, email), type: 'signup' })
  never(error)
  if (!data.session) throw new Error('nobody is signed in')
  return { app, email, session: data.session, user: data.session.user }
}

async function signIn(email: string, options = {}): Promise<App> {
  const app = open(options)
  never((await app.auth.signInWithPassword({ email, password: PASSWORD })).error)
  return app
}

const isAlive = async ({ auth }: App) => (await auth.getUser()).error === null

describe('a person', () => {
  it('signs up, and is signed in once the code in the mail has confirmed the address', async () => {
    const app = open()
    const email = newEmail()
    const data = { nickname: 'Robin' }
    const signedUp = await app.auth.signUp({ email, password: PASSWORD, options: { data } })
    expect(signedUp).toMatchObject({ error: null, data: { session: null, user: { email, user_metadata: data } } })
    const early = await app.auth.signInWithPassword({ email, password: PASSWORD })
    expect(early.error).toMatchObject({ code: 'email_not_confirmed', status: 400 })
    const wrong = await app.auth.verifyOtp({ email, token: '000000', type: 'signup' })
    expect(wrong.error).toMatchObject({ code: 'otp_expired', status: 403 })
    const token = await mailedCode(service, email)
    const { data: confirmed } = await app.auth.verifyOtp({ email, token, type: 'signup' })
    expect(confirmed.user).toMatchObject({ id: signedUp.data.user?.id, email, email_confirmed_at: expect.any(String) })
    expect(app.events).toEqual(['INITIAL_SESSION', 'SIGNED_IN'])
    expect((await app.auth.getUser()).data.user).toMatchObject({ id: confirmed.user?.id, user_metadata: data })
  })

  it('is still signed in when the app starts again, until it signs out', async () => {
    const storage = memory()
    const { user } = await signUp(open({ storage }))
    const again = open({ storage })
    expect((await again.auth.getUser()).data.user?.id).toBe(user.id)
    never((await again.auth.signOut({ scope: 'local' })).error)
    expect([again.events.includes('INITIAL_SESSION'), again.events.at(-1)]).toEqual([true, 'SIGNED_OUT'])
    expect(storage.items.size).toBe(0)
    expect((await open({ storage }).auth.getSession()).data.session).toBeNull()
  })

  it('has claims that the app verifies by itself, by the keys of the service', async () => {
    const { app, user } = await signUp()
    const getUser = vi.spyOn(app.auth, 'getUser')
    const { data, error } = await app.auth.getClaims()
    never(error)
    expect(data?.header).toMatchObject({ alg: 'ES256', kid: expect.any(String) })
    expect(data?.claims).toMatchObject({
      ...{ sub: user.id, role: 'authenticated', aal: 'aal1', email: user.email, is_anonymous: false },
      session_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(getUser).not.toHaveBeenCalled()
  })

  it('is told what is wrong by the errors that the SDK has for it', async () => {
    const { app, email } = await signUp()
    const wrong = await app.auth.signInWithPassword({ email, password: 'not the password' })
    expect(isAuthApiError(wrong.error)).toBe(true)
    expect(wrong.error).toMatchObject({ status: 400, code: 'invalid_credentials' })
    const weak = await app.auth.signUp({ email: newEmail(), password: 'short' })
    expect(weak.error).toBeInstanceOf(AuthWeakPasswordError)
    expect((weak.error as AuthWeakPasswordError).reasons).toContain('length')
    const phone = await app.auth.signInWithOtp({ phone: '+431234567' })
    expect(phone.error).toBeInstanceOf(AuthApiError)
    const offline = open({ fetch: () => Promise.reject(new TypeError('fetch failed')) })
    const lost = await offline.auth.signInWithPassword({ email, password: PASSWORD })
    expect(lost.error).toBeInstanceOf(AuthRetryableFetchError)
  })
})

describe('a session', () => {
  it('is refreshed by the SDK when its token has grown old, and the app is told', async () => {
    const storage = memory()
    const { session } = await signUp(open({ storage }))
    const soon = { ...session, expires_at: Math.floor(Date.now() / 1_000) + 60 } // within the margin of the SDK
    storage.setItem('session', JSON.stringify(soon))
    const app = open({ storage, autoRefreshToken: true })
    await vi.waitFor(() => expect(app.events).toContain('TOKEN_REFRESHED'), 10_000)
    await app.auth.stopAutoRefresh()
    const { data } = await app.auth.getSession()
    expect(data.session?.refresh_token).not.toBe(session.refresh_token)
    expect(await isAlive(app)).toBe(true)
    expect(app.events).not.toContain('SIGNED_OUT')
  })

  it('survives refreshes whose answers are lost: the SDK sends the old token again', async () => {
    const storage = memory()
    await signUp(open({ storage }))
    let left = 2
    const losing: typeof fetch = async (url, init) => {
      const response = await fetch(url, init)
      if (!String(url).includes('grant_type=refresh_token') || left-- <= 0) return response
      await response.arrayBuffer()
      throw new TypeError('the answer was lost')
    }
    const app = open({ storage, fetch: losing })
    for (let time = 0; time < 3; time++) never((await app.auth.refreshSession()).error)
    expect(left).toBeLessThanOrEqual(0)
    expect(await isAlive(app)).toBe(true)
  })

  it('survives ten refreshes with one token at once, and every answer is good', async () => {
    const { session } = await signUp()
    const apps = Array.from({ length: 10 }, () => open())
    const given = { refresh_token: session.refresh_token }
    const answers = await Promise.all(apps.map(({ auth }) => auth.refreshSession(given)))
    expect(answers.map(({ error }) => error)).toEqual(Array(10).fill(null))
    for (const app of apps) expect(await isAlive(app)).toBe(true)
    for (const { auth } of apps) never((await auth.refreshSession()).error)
  })

  it('is shared by two clients of one storage, with and without a lock', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {}) // the SDK would rather have no lock
    for (const lock of [undefined, oneAtATime()]) {
      const storage = memory()
      await signUp(open({ storage }))
      const tabs = [open({ storage, lock }), open({ storage, lock })]
      await Promise.all(tabs.map(({ auth }) => auth.refreshSession()))
      for (const tab of tabs) expect(await isAlive(tab)).toBe(true)
      for (const { auth } of tabs) never((await auth.refreshSession()).error)
    }
  })

  it('ends for a token that was used before the last: whoever has it is signed out, and the thief, too', async () => {
    const { app, session } = await signUp()
    for (let time = 0; time < 2; time++) never((await app.auth.refreshSession()).error)
    const thief = open()
    const { error } = await thief.auth.refreshSession({ refresh_token: session.refresh_token })
    expect(error).toMatchObject({ status: 400, code: 'refresh_token_already_used' })
    expect(await isAlive(app)).toBe(false)
  })

  it('ends by itself, with all others, or alone stays', async () => {
    const { app, email } = await signUp()
    const phone = await signIn(email)
    const tablet = await signIn(email)
    never((await phone.auth.signOut({ scope: 'local' })).error)
    expect(await isAlive(app)).toBe(true)
    never((await app.auth.signOut({ scope: 'others' })).error)
    expect(await isAlive(app)).toBe(true)
    const { error } = await tablet.auth.getUser()
    expect(error?.name).toBe('AuthSessionMissingError')
    expect(tablet.events).toContain('SIGNED_OUT')
    const laptop = await signIn(email)
    never((await laptop.auth.signOut()).error) // everywhere
    expect((await app.auth.getUser()).error?.name).toBe('AuthSessionMissingError')
    expect((await open().auth.signInWithPassword({ email, password: PASSWORD })).error).toBeNull()
  })
})

describe('an anonymous user', () => {
  it('stays who they are when they give an address and a password', async () => {
    const app = open()
    const { data } = await app.auth.signInAnonymously()
    expect(data.user).toMatchObject({ is_anonymous: true, email: '' })
    const email = newEmail()
    never((await app.auth.updateUser({ email })).error)
    const token = await mailedCode(service, email)
    never((await app.auth.verifyOtp({ email, token, type: 'email_change' })).error)
    never((await app.auth.updateUser({ password: PASSWORD })).error)
    const { data: permanent } = await app.auth.getUser()
    expect(permanent.user).toMatchObject({ id: data.user?.id, is_anonymous: false, email })
    const elsewhere = await signIn(email)
    expect((await elsewhere.auth.getUser()).data.user?.id).toBe(data.user?.id)
  })
})

describe('a second factor', () => {
  it('is enrolled, asked for where the password was right, and makes the session aal2', async () => {
    const { app, email } = await signUp()
    const { mfa } = app.auth
    expect((await mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({ currentLevel: 'aal1', nextLevel: 'aal1' })
    const enrolled = await mfa.enroll({ factorType: 'totp', friendlyName: 'Phone' })
    if (enrolled.error) throw enrolled.error
    const { id: factorId, totp } = enrolled.data
    expect(totp.qr_code).toMatch(/^data:image\/svg\+xml/)
    never((await mfa.challengeAndVerify({ factorId, code: totpNow(totp.secret) })).error)
    expect(app.events).toContain('MFA_CHALLENGE_VERIFIED')
    expect((await mfa.getAuthenticatorAssuranceLevel()).data).toMatchObject({ currentLevel: 'aal2', nextLevel: 'aal2' })
    expect((await mfa.listFactors()).data?.totp).toEqual([
      expect.objectContaining({ id: factorId, status: 'verified' }),
    ])

    const phone = await signIn(email)
    const levels = await phone.auth.mfa.getAuthenticatorAssuranceLevel()
    expect(levels.data).toMatchObject({ currentLevel: 'aal1', nextLevel: 'aal2' })
    expect((await phone.auth.updateUser({ password: `${PASSWORD}!` })).error).toMatchObject({
      code: 'insufficient_aal',
    })
    const challenge = await phone.auth.mfa.challenge({ factorId })
    if (challenge.error) throw challenge.error
    const challengeId = challenge.data.id
    const wrong = await phone.auth.mfa.verify({ factorId, challengeId, code: '000000' })
    expect(wrong.error).toMatchObject({ status: 422, code: 'mfa_verification_failed' })
    never((await phone.auth.mfa.verify({ factorId, challengeId, code: totpNow(totp.secret, 1) })).error)
    expect((await phone.auth.getClaims()).data?.claims).toMatchObject({ aal: 'aal2' })
    never((await phone.auth.mfa.unenroll({ factorId })).error)
    expect((await phone.auth.mfa.listFactors()).data?.all).toEqual([])
  })
})

/** A lock of an app's own, as `lock` takes it. */
function oneAtATime() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(_: string, __: number, work: () => Promise<T>): Promise<T> => {
    const done = last.then(work, work)
    last = done.catch(() => {})
    return done
  }
}
