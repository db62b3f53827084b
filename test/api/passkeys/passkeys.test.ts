import { describe, expect, it } from 'vitest'
import { makePasskey } from '../../support/authenticator.ts'
import { advance, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { ORIGIN } from '../../support/origin.ts'
import { addPasskey, loginWithPasskey, passkeyLogin } from '../../support/passkeys.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { disableUser, eventTypes, passkeyRows, sessionRows, verifyEmail } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const optionsFor = async (token: string) => {
  const { body } = await call('/users/passkeys/options', { method: 'POST', token })
  return body.data
}

const listOf = async (token: string) => (await call('/users/passkeys', { token })).body.data

describe('adding a passkey', () => {
  it('asks a device for one that it finds by itself and that verifies its user', async () => {
    const now = stopClock()
    const { _id, token, email, name } = await registerUser()
    const { id } = await addPasskey(token)
    const { challengeId, expiresAt, options } = await optionsFor(token)
    expect(expiresAt).toBe(new Date(now.getTime() + 5 * MINUTE).toISOString())
    expect(options).toEqual({
      rp: { id: new URL(ORIGIN).hostname, name: 'Latchkey' },
      user: { id: btoa(_id).replaceAll('=', ''), name: email, displayName: name },
      challenge: challengeId,
      pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
      timeout: 300_000,
      excludeCredentials: [{ id, type: 'public-key', transports: ['internal', 'hybrid'] }],
      authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' },
      attestation: 'none',
    })
  })

  it('lets it log the caller in, at level 2', async () => {
    const { _id, token } = await registerUser()
    const passkey = await addPasskey(token)
    const { status, body } = await loginWithPasskey(passkey)
    expect([status, body.data._id]).toEqual([200, _id])
    expect(await call('/users/profile', { token: body.data.token })).toMatchObject({ status: 200 })
    expect((await sessionRows()).find(({ aal }) => aal === 2)?.amr).toContain('"method":"passkey"')
    expect(await eventTypes()).toEqual(['logged_in', 'passkey_added', 'registered'])
  })

  it.each([
    ['what it is given', { name: 'My key' }, {}, 'My key'],
    ['its authenticator', {}, { aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd' }, 'Apple Passwords'],
    ['the device', {}, {}, 'MyApp/1.2'],
  ])('calls it after %s', async (_, fields, deviation, name) => {
    const { token } = await registerUser()
    const { challengeId, options } = await optionsFor(token)
    const { credential } = await makePasskey(options, deviation)
    const headers = { 'user-agent': 'MyApp/1.2' }
    const { body } = await call('/users/passkeys', { token, headers, body: { challengeId, credential, ...fields } })
    expect(body.data).toMatchObject({ _id: credential.id, name, isBackupEligible: true, isBackedUp: true })
    expect(await listOf(token)).toEqual([body.data])
  })

  it('takes it as JSON text, too, as Android gives it', async () => {
    const { token } = await registerUser()
    const { challengeId, options } = await optionsFor(token)
    const { credential } = await makePasskey(options)
    const body = { challengeId, credential: JSON.stringify(credential) }
    expect(await call('/users/passkeys', { token, body })).toMatchObject({
      status: 201,
      body: { data: { _id: credential.id } },
    })
  })

  it('needs a recent sign-in, both for the options and for the passkey', async () => {
    stopClock()
    const { token } = await registerUser()
    const { challengeId, options } = await optionsFor(token)
    const { credential } = await makePasskey(options)
    advance(10 * MINUTE)
    expect((await call('/users/passkeys/options', { method: 'POST', token })).body.code).toBe('recent_login_required')
    const { body } = await call('/users/passkeys', { token, body: { challengeId, credential } })
    expect(body.code).toBe('recent_login_required')
    expect(await passkeyRows()).toEqual([])
  })

  it('is refused for one that is registered already, here or by somebody else', async () => {
    const { token } = await registerUser()
    const { options, challengeId } = await optionsFor(token)
    const { credential } = await makePasskey(options)
    await call('/users/passkeys', { token, body: { challengeId, credential } })
    const other = await registerUser({ email: 'other@example.com' })
    for (const again of [token, other.token]) {
      const { challengeId, options } = await optionsFor(again)
      const { body } = await call('/users/passkeys', {
        token: again,
        body: {
          challengeId,
          credential: { ...(await makePasskey(options, { credentialId: credential.id })).credential },
        },
      })
      expect(body.code).toBe('passkey_exists')
    }
    expect(await passkeyRows()).toHaveLength(1)
  })

  it('is refused beyond twenty', async () => {
    const { token } = await registerUser()
    const { challengeId, options } = await optionsFor(token)
    for (let count = 0; count < 20; count++) await addPasskey(token)
    expect((await call('/users/passkeys/options', { method: 'POST', token })).body.code).toBe('too_many_passkeys')
    const { credential } = await makePasskey(options)
    const { body } = await call('/users/passkeys', { token, body: { challengeId, credential } })
    expect(body.code).toBe('too_many_passkeys')
  })

  it('makes a guest a user, who keeps their id and session, however long ago that began', async () => {
    stopClock()
    const { body } = await call('/users/guest', { body: {} })
    const { _id, token } = body.data
    advance(HOUR)
    const passkey = await addPasskey(token)
    expect((await call('/users/profile', { token })).body.data).toMatchObject({ _id, isGuest: false, email: null })
    expect((await loginWithPasskey(passkey)).body.data._id).toBe(_id)
    expect(await eventTypes()).toEqual(['guest_created', 'guest_upgraded', 'logged_in', 'passkey_added'])
  })
})

describe('a login with a passkey', () => {
  it('asks for any passkey, and says nothing of who has one', async () => {
    const now = stopClock()
    const { body } = await call('/users/login/passkey/options', { method: 'POST' })
    const { challengeId, expiresAt, options } = body.data
    expect(expiresAt).toBe(new Date(now.getTime() + 5 * MINUTE).toISOString())
    expect(options).toEqual({
      challenge: challengeId,
      rpId: new URL(ORIGIN).hostname,
      timeout: 300_000,
      userVerification: 'required',
    })
  })

  it('notes when it was used, and works with authenticators that do not count', async () => {
    const now = stopClock().toISOString()
    const { token } = await registerUser()
    const passkey = await addPasskey(token)
    expect(await loginWithPasskey(passkey, { counter: 0 })).toMatchObject({ status: 200 })
    expect(await loginWithPasskey(passkey, { counter: 0 })).toMatchObject({ status: 200 })
    expect(await listOf(token)).toMatchObject([{ lastUsedAt: now }])
  })

  it('works in apps and on websites that the settings name, and for another domain', async () => {
    const fingerprint = Array.from({ length: 32 }, () => 'AB').join(':')
    const service = serviceWith({
      PASSKEY_RP_ID: 'example.com',
      CORS_ORIGINS: 'https://app.example.com',
      ANDROID_APPS: `com.example.app ${fingerprint}`,
    })
    const { token } = await registerUser({}, service)
    const passkey = await addPasskey(token, service, { origin: 'https://app.example.com' })
    expect(passkey.rpId).toBe('example.com')
    for (const origin of [ORIGIN, 'https://example.com', `android:apk-key-hash:${'q6ur'.repeat(10)}q6s`]) {
      expect(await loginWithPasskey(passkey, { origin }, service)).toMatchObject({ status: 200 })
    }
  })

  it('needs the user handle, which WebAuthn lets a credential leave out', async () => {
    const { token } = await registerUser()
    const { challengeId, credential } = await passkeyLogin(await addPasskey(token))
    const { userHandle: _, ...response } = credential.response
    const body = { challengeId, credential: { ...credential, response } }
    expect((await call('/users/login/passkey', { body })).body.code).toBe('passkey_invalid')
  })

  it('merges the guest whom the user has been until then', async () => {
    const { _id, token } = await registerUser()
    const passkey = await addPasskey(token)
    const guest = (await call('/users/guest', { body: {} })).body.data
    const body = { ...(await passkeyLogin(passkey)), guestToken: guest.token }
    const answer = await call('/users/login/passkey', { body })
    expect(answer.body.data).toMatchObject({ _id, mergedGuestId: guest._id })
    expect(await eventTypes()).toEqual(['guest_merged', 'logged_in', 'passkey_added', 'registered'])
  })

  it('tells who has proven that it is theirs that their account is disabled', async () => {
    const { _id, token } = await registerUser()
    const passkey = await addPasskey(token)
    await disableUser(_id)
    expect((await loginWithPasskey(passkey)).body.code).toBe('account_disabled')
  })
})

describe('a passkey', () => {
  it('is renamed and removed by its owner, and logs nobody in then', async () => {
    const { token } = await registerUser()
    const passkey = await addPasskey(token)
    const path = `/users/passkeys/${passkey.id}`
    const renamed = await call(path, { method: 'PATCH', token, body: { name: ' Phone ' } })
    expect(renamed.body.data).toMatchObject({ _id: passkey.id, name: 'Phone' })
    expect(await listOf(token)).toEqual([renamed.body.data])
    expect(await call(path, { method: 'DELETE', token })).toMatchObject({ status: 204 })
    expect(await listOf(token)).toEqual([])
    expect((await loginWithPasskey(passkey)).body.code).toBe('passkey_invalid')
    expect(await eventTypes()).toEqual(['passkey_added', 'passkey_removed', 'registered'])
  })

  it('is removed only after a recent sign-in', async () => {
    stopClock()
    const { token } = await registerUser()
    const { id } = await addPasskey(token)
    advance(10 * MINUTE)
    const { body } = await call(`/users/passkeys/${id}`, { method: 'DELETE', token })
    expect(body.code).toBe('recent_login_required')
  })

  it('stays if it is the last way in', async () => {
    const { body } = await call('/users/guest', { body: {} })
    const { token } = body.data
    const first = await addPasskey(token)
    const remove = (id: string) => call(`/users/passkeys/${id}`, { method: 'DELETE', token })
    expect((await remove(first.id)).body.code).toBe('last_way_in')
    const second = await addPasskey(token)
    expect(await remove(first.id)).toMatchObject({ status: 204 })
    expect((await remove(second.id)).body.code).toBe('last_way_in')
  })

  it('is told of to the owner of a verified address when it is added and removed', async () => {
    const { _id, as, token, service, mailbox, email } = await newPerson()
    await verifyEmail(_id)
    const { id } = await addPasskey(token, service)
    await as(`/users/passkeys/${id}`, { method: 'DELETE' })
    expect(
      mailbox
        .mailsTo(email)
        .map(({ subject }) => subject)
        .slice(-2),
    ).toEqual(['Latchkey: A passkey was added to your account', 'Latchkey: A passkey was removed from your account'])
  })

  it('stays through a reset if its holder had shown that the mailbox is theirs', async () => {
    stopClock()
    const person = await newPerson()
    await verifyEmail(person._id)
    const passkey = await addPasskey(person.token, person.service)
    const code = await resetCodeOf(person)
    const body = { email: person.email, code, password: 'another horse battery staple' }
    expect(await person.service('/users/password/reset', { body })).toMatchObject({ status: 200 })
    expect(await loginWithPasskey(passkey)).toMatchObject({ status: 200 })
  })
})

describe('where the service is not set up for passkeys', () => {
  const service = serviceWith({ PASSKEYS: 'off' })

  it.each([
    ['POST', '/users/login/passkey/options', undefined],
    ['POST', '/users/passkeys/options', undefined],
    ['GET', '/users/passkeys', undefined],
    ['PATCH', '/users/passkeys/one', { name: 'One' }],
    ['DELETE', '/users/passkeys/one', undefined],
  ])('%s %s says so', async (method, path, body) => {
    const { token } = await registerUser()
    expect(await service(path, { method, token, body })).toMatchObject({
      status: 501,
      body: { code: 'passkeys_not_configured' },
    })
  })
})
