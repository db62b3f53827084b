import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { totpNow } from '../../support/totp-code.ts'
import { asUser, face, faceWith, signUp } from '../support/face.ts'
import { answer, begin, challenge, signInOwing, signUpWithFactor } from '../support/factors.ts'

const UNKNOWN = '00000000-0000-0000-0000-000000000000'

describe('adding an authenticator app', () => {
  it('gives what the app needs, and a factor that is unverified until its first code', async () => {
    const { as } = await signUp()
    const named = { factor_type: 'totp', friendly_name: 'My phone', issuer: 'Acme Inc' }
    const { body } = await as('/factors', { body: named })
    expect(body).toMatchObject({ type: 'totp', friendly_name: 'My phone', totp: { secret: expect.any(String) } })
    expect(body.totp.qr_code).toMatch(/^<svg /)
    expect(body.totp.uri).toContain('otpauth://totp/Acme%20Inc:')
    const { factors } = (await as('/user')).body
    expect(factors).toMatchObject([{ id: body.id, friendly_name: 'My phone', status: 'unverified' }])
    const { body: session } = await answer(as, body.id, totpNow(body.totp.secret))
    expect(session.user.factors).toMatchObject([{ id: body.id, status: 'verified' }])
    const { aal, amr } = decodeJwt(session.access_token)
    expect({ aal, amr }).toMatchObject({ aal: 'aal2', amr: [{ method: 'totp' }, { method: 'password' }] })
    expect((await as('/user')).status, 'the session before it is gone').toBe(403)
  })

  it.each([
    ['phone', 'mfa_phone_enroll_not_enabled'],
    ['webauthn', 'mfa_webauthn_enroll_not_enabled'],
    ['fingerprint', 'validation_failed'],
  ])('is not done for %s', async (factor_type, code) => {
    const { as } = await signUp()
    expect((await as('/factors', { body: { factor_type } })).body.code).toBe(code)
  })

  it('is not done where factors are off', async () => {
    const { as } = await signUp(faceWith({ FACTORS: 'off' }))
    const { status, body } = await as('/factors', { body: { factor_type: 'totp' } })
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'mfa_totp_enroll_not_enabled' })
  })

  it('needs a recent sign-in', async () => {
    stopClock()
    const { as } = await signUp()
    advance(11 * MINUTE)
    expect((await as('/factors', { body: { factor_type: 'totp' } })).body.code).toBe('reauthentication_needed')
  })
})

describe('verifying', () => {
  it('refuses a wrong code, with or without a confirmed factor', async () => {
    const { as } = await signUp()
    const { factorId } = await begin(as)
    const first = await answer(as, factorId, '123456')
    expect(first).toMatchObject({ status: 422, body: { code: 'mfa_verification_failed' } })
    expect(first.body.message).toContain('Invalid TOTP code')
    const owner = await signInOwing()
    const { status, body } = await answer(owner.asOwing, owner.factorId, 'no code')
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'mfa_verification_failed' })
  })

  it('raises the session, in which all calls work from then on', async () => {
    const { asOwing, owing, factorId, secret } = await signInOwing()
    expect(decodeJwt(owing.access_token).aal).toBe('aal1')
    expect((await asOwing('/passkeys')).body.code).toBe('insufficient_aal')
    const { body } = await answer(asOwing, factorId, totpNow(secret, 1))
    expect(decodeJwt(body.access_token).aal).toBe('aal2')
    expect((await asUser(face, body.access_token)('/passkeys')).status).toBe(200)
    const refreshed = await face('/token?grant_type=refresh_token', { body: { refresh_token: body.refresh_token } })
    expect(decodeJwt(refreshed.body.access_token).aal).toBe('aal2')
  })

  it('takes a challenge once, for ten minutes, and none that it has not given', async () => {
    stopClock()
    const { asOwing, factorId, secret } = await signInOwing()
    const { body } = await challenge(asOwing, factorId)
    const send = (challenge_id: string) =>
      asOwing(`/factors/${factorId}/verify`, { body: { challenge_id, code: totpNow(secret, 1) } })
    expect((await send(UNKNOWN)).body.code).toBe('mfa_challenge_expired')
    expect((await challenge(asOwing, factorId)).status, 'another makes it void').toBe(200)
    expect((await send(body.id)).body.code).toBe('mfa_challenge_expired')
    const last = (await challenge(asOwing, factorId)).body
    advance(11 * MINUTE)
    expect((await send(last.id)).body.code).toBe('mfa_challenge_expired')
  })

  it('knows no factor of somebody else', async () => {
    const { factorId } = await signUpWithFactor()
    const { as } = await signUp()
    for (const id of [factorId, UNKNOWN, 'none'])
      expect((await challenge(as, id)).body.code).toBe('mfa_factor_not_found')
  })
})

describe('removing', () => {
  it('takes one that is unverified in any session, and one that is verified only at level 2', async () => {
    const { as } = await signUp()
    const { factorId } = await begin(as)
    expect((await as(`/factors/${factorId}`, { method: 'DELETE' })).body).toEqual({ id: factorId })
    expect((await as('/user')).body).not.toHaveProperty('factors')
    const owner = await signUpWithFactor()
    const removed = await owner.as(`/factors/${owner.factorId}`, { method: 'DELETE' })
    expect(removed.body).toEqual({ id: owner.factorId })
    expect((await owner.as(`/factors/${owner.factorId}`, { method: 'DELETE' })).status).toBe(404)
  })
})

describe('recovery codes', () => {
  it('are made when they are asked for, count down, and raise a session once each', async () => {
    const { as, asOwing, owing } = await signInOwing()
    expect((await as('/factors/recovery-codes')).status).toBe(404)
    const { body: made } = await as('/factors/recovery-codes', { body: { friendly_name: 'In the safe' } })
    expect(made).toMatchObject({ type: 'recovery_code', friendly_name: 'In the safe', total: 10 })
    expect(new Set(made.codes).size).toBe(10)
    const use = (call: typeof as, code: string) => call('/factors/recovery-codes/verify', { body: { code } })
    const wrong = await use(asOwing, 'AAAA-BBBB-CCCC-DDDD')
    expect(wrong).toMatchObject({ status: 422, body: { code: 'mfa_verification_failed' } })
    const { body } = await use(asOwing, made.codes[0].toLowerCase().replaceAll('-', ' '))
    const { aal, amr } = decodeJwt(body.access_token)
    expect({ aal, amr }).toMatchObject({ aal: 'aal2', amr: [{ method: 'mfa/recovery_code' }, { method: 'password' }] })
    expect((await as('/factors/recovery-codes')).body).toEqual({
      id: made.id,
      type: 'recovery_code',
      total: 10,
      remaining: 9,
    })
    expect((await use(as, made.codes[0])).body.code).toBe('mfa_verification_failed')
    expect(owing.access_token).not.toBe(body.access_token)
  })

  it('are replaced, and removed', async () => {
    const { as } = await signUpWithFactor()
    const { body: first } = await as('/factors/recovery-codes', { method: 'POST' })
    const { body: second } = await as('/factors/recovery-codes/regenerate', { method: 'POST' })
    expect(second.id).toBe(first.id)
    const old = await as('/factors/recovery-codes/verify', { body: { code: first.codes[0] } })
    expect(old.body.code).toBe('mfa_verification_failed')
    expect((await as('/factors/recovery-codes', { method: 'DELETE' })).body).toEqual({ id: first.id })
    expect((await as('/factors/recovery-codes')).body.code).toBe('mfa_factor_not_found')
    expect((await as('/factors/recovery-codes', { method: 'DELETE' })).status).toBe(404)
    expect((await as('/user')).body.factors, 'the factor stays').toHaveLength(1)
  })

  it('are made by a call without a body, and by one whose body is empty, as it is once it has come by a proxy', async () => {
    const { as } = await signUpWithFactor()
    const headers = { 'content-type': 'application/json;charset=UTF-8' } // which auth-js sends all the same
    expect((await as('/factors/recovery-codes', { method: 'POST', headers })).body.total).toBe(10)
    expect((await as('/factors/recovery-codes', { method: 'POST', headers, body: '' })).body.total).toBe(10)
  })

  it('need a factor', async () => {
    const { as } = await signUp()
    expect((await as('/factors/recovery-codes', { method: 'POST' })).body.code).toBe('mfa_factor_not_found')
    const { body } = await as('/factors/recovery-codes/verify', { body: { code: 'AAAA-BBBB-CCCC-DDDD' } })
    expect(body.code).toBe('mfa_verification_failed')
  })
})
