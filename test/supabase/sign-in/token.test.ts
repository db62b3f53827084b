import { describe, expect, it } from 'vitest'
import { advance, DAY, MINUTE, stopClock } from '../../support/clock.ts'
import { google, sha256 } from '../../support/providers.ts'
import { disableUser, identityRows, sessionRows, userRows } from '../../support/rows.ts'
import { PASSWORD } from '../../support/users.ts'
import { face, faceWith, signUp } from '../support/face.ts'

const linking = faceWith({ SUPABASE_MANUAL_LINKING: 'on' })

describe('POST /token', () => {
  it.each([
    ['', 400, 'validation_failed', 'unsupported_grant_type'],
    ['?grant_type=constructor', 400, 'validation_failed', 'unsupported_grant_type'],
    ['?grant_type=web3', 422, 'web3_provider_disabled', 'Web3 provider is disabled'],
  ])('refuses the grant of "%s"', async (query, status, code, message) => {
    expect(await face(`/token${query}`, { body: {} })).toMatchObject({ status, body: { code, message } })
  })
})

describe('a password', () => {
  const signIn = (body: object) => face('/token?grant_type=password', { body })

  it.each([
    [{ password: PASSWORD }, 'validation_failed'],
    [{ phone: '+34123', password: PASSWORD }, 'phone_provider_disabled'],
    [{ email: 'nobody@example.com', password: PASSWORD }, 'invalid_credentials'],
    [{ email: 'no address', password: PASSWORD }, 'invalid_credentials'],
    [{ email: 'nobody@example.com' }, 'invalid_credentials'],
  ])('is refused: %j', async (body, code) => {
    expect(await signIn(body)).toMatchObject({ status: 400, body: { code } })
  })

  it('is the same however a keyboard composes it', async () => {
    const { email } = await signUp(face, undefined, 'cafe\u0301 A\u030angstro\u0308m')
    expect((await signIn({ email, password: 'caf\u00e9 \u00c5ngstr\u00f6m' })).status).toBe(200)
  })

  it('says to who has it that the user is banned', async () => {
    const { email } = await signUp()
    await disableUser((await userRows())[0]?.id ?? '')
    expect(await signIn({ email, password: PASSWORD })).toMatchObject({ status: 400, body: { code: 'user_banned' } })
    expect(await signIn({ email, password: 'wrong' })).toMatchObject({
      status: 400,
      body: { code: 'invalid_credentials' },
    })
  })
})

describe('a refresh token', () => {
  const refresh = (token: string, by = face) =>
    by('/token?grant_type=refresh_token', { body: { refresh_token: token } })

  it.each(['garbage', '', 'a.b.c'])('that is none is not found: "%s"', async (token) => {
    expect(await refresh(token)).toMatchObject({
      status: 400,
      body: { code: 'refresh_token_not_found', message: expect.stringMatching(/^Invalid Refresh Token/) },
    })
  })

  it('of a session that was ended has none', async () => {
    const { session, as } = await signUp()
    await as('/logout', { method: 'POST' })
    expect(await refresh(session.refresh_token)).toMatchObject({ status: 400, body: { code: 'session_not_found' } })
  })

  it('is too old one day', async () => {
    stopClock()
    const { session } = await signUp()
    advance(400 * DAY)
    expect(await refresh(session.refresh_token)).toMatchObject({ status: 400, body: { code: 'session_expired' } })
  })

  it('was used already, and ends the session', async () => {
    stopClock()
    const { session } = await signUp()
    const second = await refresh(session.refresh_token)
    await refresh(second.body.refresh_token)
    advance(2 * MINUTE)
    expect(await refresh(session.refresh_token)).toMatchObject({
      status: 400,
      body: { code: 'refresh_token_already_used' },
    })
    expect(await sessionRows()).toEqual([])
  })

  it('of a banned user is refused for good', async () => {
    const { session } = await signUp()
    await disableUser((await userRows())[0]?.id ?? '')
    expect(await refresh(session.refresh_token)).toMatchObject({ status: 400, body: { code: 'user_banned' } })
  })

  it('that is shown too often may come back: no SDK drops its session', async () => {
    const { session } = await signUp()
    const limited = faceWith({ LIMIT_GENERAL: { limit: async () => ({ success: false }) } })
    const { status, body, headers } = await refresh(session.refresh_token, limited)
    expect({ status, code: body.code, after: headers.get('retry-after') }).toEqual({
      status: 503,
      code: 'request_timeout',
      after: '60',
    })
    expect((await refresh(session.refresh_token)).status).toBe(200)
  })
})

describe('an ID token', () => {
  const signIn = (body: object, by = face) => by('/token?grant_type=id_token', { body })

  it('signs in who has the account there', async () => {
    const nonce = 'a nonce of the app'
    const token = await google.idToken({ nonce: await sha256(nonce) })
    const { status, body } = await signIn({ provider: 'google', id_token: token, nonce, access_token: 'ignored' })
    expect(status).toBe(200)
    expect(body.user).toMatchObject({ app_metadata: { provider: 'google', providers: ['google'] } })
    expect(body.user.identities).toMatchObject([{ provider: 'google' }])
  })

  it.each([
    [{}, 'validation_failed', 'id_token required'],
    [{ id_token: 'x' }, 'validation_failed', 'provider required'],
    [{ id_token: 'x', provider: 'google' }, 'bad_id_token', 'Bad ID token'],
    [{ id_token: 'x', provider: 'kakao' }, 'provider_disabled', expect.stringContaining('not enabled')],
    [{ id_token: 'x', provider: 'custom:mine' }, 'provider_disabled', expect.stringContaining('not enabled')],
  ])('is refused: %j', async (body, code, message) => {
    expect(await signIn(body)).toMatchObject({ status: 400, body: { code, message } })
  })

  it('with a nonce that is not of the app is refused', async () => {
    const body = { provider: 'google', id_token: await google.idToken({ nonce: await sha256('one') }), nonce: 'other' }
    expect(await signIn(body)).toMatchObject({ status: 400, body: { code: 'bad_id_token' } })
  })

  it('links the account to the caller, whose session goes on', async () => {
    const { bearer, session } = await signUp(linking)
    const body = { provider: 'google', id_token: await google.idToken(), link_identity: true }
    const linked = await linking('/token?grant_type=id_token', { bearer, body })
    expect(linked.status).toBe(200)
    expect(linked.body.user.id).toBe(session.user.id)
    expect(linked.body.user.identities).toMatchObject([{ provider: 'email' }, { provider: 'google' }])
    expect(await sessionRows()).toHaveLength(1)
    const again = { refresh_token: linked.body.refresh_token }
    expect((await linking('/token?grant_type=refresh_token', { body: again })).status).toBe(200)
  })

  it('links nothing without a session, or where linking is off', async () => {
    const { bearer } = await signUp()
    const body = { provider: 'google', id_token: await google.idToken(), link_identity: true }
    expect(await signIn(body, linking)).toMatchObject({ status: 401, body: { code: 'no_authorization' } })
    const off = await face('/token?grant_type=id_token', { bearer, body })
    expect(off).toMatchObject({
      status: 404,
      body: { code: 'manual_linking_disabled', msg: 'Manual linking is disabled' },
    })
    expect(await identityRows()).toEqual([])
  })
})

describe('an access token', () => {
  const user = (headers: Record<string, string>) => face('/user', { headers })

  it.each([
    ['nothing', '', 401, 'no_authorization', /Bearer token/],
    ['no bearer', 'Basic abc', 401, 'no_authorization', /Bearer token/],
    ['garbage', 'Bearer garbage', 403, 'bad_jwt', /^invalid JWT/],
    [
      'the key of the app, a JWT that names nobody',
      'Bearer eyJhbGciOiJSUzI1NiJ9.eyJyb2xlIjoiYW5vbiJ9.c2ln',
      403,
      'bad_jwt',
      /^invalid JWT/,
    ],
  ])('is none: %s', async (_, authorization, status, code, message) => {
    const { status: actual, body } = await user({ authorization })
    expect({ status: actual, code: body.code }).toEqual({ status, code })
    expect(body.message).toMatch(message)
  })

  it('expires', async () => {
    stopClock()
    const { as } = await signUp()
    advance(61 * MINUTE)
    expect(await as('/user')).toMatchObject({
      status: 403,
      body: { code: 'bad_jwt', message: expect.stringMatching(/^invalid JWT/) },
    })
  })

  it('names a session that has ended', async () => {
    const { as } = await signUp()
    await as('/logout', { method: 'POST' })
    expect(await as('/user')).toMatchObject({ status: 403, body: { code: 'session_not_found' } })
  })
})
