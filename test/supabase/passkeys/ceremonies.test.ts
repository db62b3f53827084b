import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { makePasskey, signWith } from '../../support/authenticator.ts'
import { serviceWith } from '../../support/service.ts'
import { face, faceOf, faceWith, SETTINGS, signUp } from '../support/face.ts'
import { assertion, newCredential, signUpWithFactor, signUpWithPasskey } from '../support/factors.ts'

const UNKNOWN = '00000000-0000-0000-0000-000000000000'

const signIn = (body: object) => face('/passkeys/authentication/verify', { body })

describe('a new passkey', () => {
  it('answers a challenge that has a UUID, for a website that the settings name', async () => {
    const settings = { ...SETTINGS, PASSKEY_RP_ID: 'localhost', CORS_ORIGINS: 'http://localhost:5173' }
    const { as } = await signUp(faceOf(serviceWith(settings)))
    const { body: asked } = await as('/passkeys/registration/options', { method: 'POST' })
    expect(asked.options).toMatchObject({
      rp: { id: 'localhost' },
      authenticatorSelection: { residentKey: 'required' },
    })
    const { credential } = await makePasskey(asked.options, { origin: 'http://localhost:5173' })
    const body = { challenge_id: asked.challenge_id, credential }
    expect((await as('/passkeys/registration/verify', { body })).status).toBe(200)
  })

  it('is listed, renamed and removed by its UUID', async () => {
    const { as, passkeyId } = await signUpWithPasskey()
    const path = `/passkeys/${passkeyId}`
    const { body } = await as(path, { method: 'PATCH', body: { friendly_name: 'My phone' } })
    expect(body).toMatchObject({ id: passkeyId, friendly_name: 'My phone', created_at: expect.any(String) })
    expect((await as('/passkeys')).body).toEqual([body])
    expect((await as(path, { method: 'PATCH', body: {} })).body.code).toBe('validation_failed')
    const unknown = await as(`/passkeys/${UNKNOWN}`, { method: 'PATCH', body: { friendly_name: 'nope' } })
    expect(unknown.status).toBe(404)
    expect((await as(path, { method: 'DELETE' })).status).toBe(204)
    expect((await as('/passkeys/')).body).toEqual([])
  })

  it('is refused for another challenge, a second time, and where its challenge was not given', async () => {
    const { as } = await signUp()
    const { body } = await newCredential(as)
    const verify = (given: object) => as('/passkeys/registration/verify', { body: given })
    expect((await verify({ ...body, challenge_id: UNKNOWN })).body.code).toBe('webauthn_challenge_not_found')
    expect((await verify({ ...body, challenge_id: 'none' })).body.code).toBe('validation_failed')
    expect((await verify({ challenge_id: body.challenge_id })).body.code).toBe('validation_failed')
    const stranger = await signUp()
    const stolen = await stranger.as('/passkeys/registration/verify', { body })
    expect(stolen.body.code).toBe('webauthn_challenge_not_found')
    expect((await verify(body)).status).toBe(200)
    expect((await verify(body)).body.code).toBe('webauthn_credential_exists')
  })

  it('is not offered where passkeys are off', async () => {
    const off = faceWith({ PASSKEYS: 'off' })
    const { status, body } = await off('/passkeys/authentication/options', { method: 'POST' })
    expect({ status, code: body.code }).toEqual({ status: 404, code: 'passkey_disabled' })
  })
})

describe('a sign-in with a passkey', () => {
  it('starts a session of level 2, and is noted', async () => {
    const { passkey, as, session } = await signUpWithPasskey()
    const { status, body } = await signIn(await assertion(face, passkey))
    expect(status).toBe(200)
    expect(body.user.id).toBe(session.user.id)
    const { aal, amr } = decodeJwt(body.access_token)
    expect({ aal, amr }).toMatchObject({ aal: 'aal2', amr: [{ method: 'passkey' }] })
    expect((await as('/passkeys')).body).toMatchObject([{ last_used_at: expect.any(String) }])
  })

  it('owes nothing where there is an authenticator app, too', async () => {
    const { as } = await signUpWithFactor()
    const { passkey, body } = await newCredential(as)
    expect((await as('/passkeys/registration/verify', { body })).status).toBe(200)
    const { body: session } = await signIn(await assertion(face, passkey))
    expect((await face('/passkeys', { bearer: session.access_token })).status).toBe(200)
  })

  it('is refused for a challenge that was used, and for a passkey that is not there, each in its own words', async () => {
    const { passkey, as, passkeyId } = await signUpWithPasskey()
    const body = await assertion(face, passkey)
    expect((await signIn(body)).status).toBe(200)
    expect((await signIn(body)).body.code).toBe('webauthn_challenge_not_found')
    const { body: asked } = await face('/passkeys/authentication/options', { method: 'POST' })
    expect(asked.options).not.toHaveProperty('allowCredentials')
    const unsigned = await signWith(passkey, asked.options, { challenge: 'AAAA' })
    const other = await signIn({ challenge_id: asked.challenge_id, credential: unsigned })
    expect(other.body.code).toBe('webauthn_challenge_not_found')
    await as(`/passkeys/${passkeyId}`, { method: 'DELETE' })
    expect((await signIn(await assertion(face, passkey))).body.code).toBe('webauthn_verification_failed')
  })
})
