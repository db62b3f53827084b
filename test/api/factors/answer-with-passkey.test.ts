import { expect, it } from 'vitest'
import { signWith } from '../../support/authenticator.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { ORIGIN } from '../../support/origin.ts'
import { newPersonWithPasskey, readAsked } from '../../support/passkey-factor.ts'
import { addPasskey } from '../../support/passkeys.ts'
import { newPerson } from '../../support/person.ts'
import { disableUser, eventTypes, passkeyRows, sessionRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { sessionOf } from '../../support/session-of.ts'
import { PASSWORD } from '../../support/users.ts'

const USER_PRESENT = 0x01

it('a login asks for any of the passkeys, too, in one entry', async () => {
  const { login, factorId, passkey, token, service } = await newPersonWithPasskey()
  const second = await addPasskey(token, service)
  const { body } = await login()
  const [app, asked, ...others] = body.factors
  expect(app).toEqual({ factorId, type: 'totp', name: 'Authenticator app' })
  const { challenge, allowCredentials, ...options } = asked.options
  expect({ ...asked, options }).toEqual({
    type: 'passkey',
    options: { rpId: new URL(ORIGIN).hostname, timeout: 600_000, userVerification: 'preferred' },
  })
  expect(challenge).toMatch(/^[\w-]{22}$/)
  const transports = ['internal', 'hybrid']
  expect(allowCredentials).toHaveLength(2)
  for (const { id } of [passkey, second])
    expect(allowCredentials).toContainEqual({ id, type: 'public-key', transports })
  expect(others).toEqual([])
})

it('the passkey signs in, at level 2, and its use is noted', async () => {
  const { signed, answer, service, _id } = await newPersonWithPasskey()
  const { status, body } = await answer(await signed({ counter: 7 }))
  expect({ status, _id: body.data._id }).toEqual({ status: 200, _id })
  expect((await service('/users/profile', { token: body.data.token })).status).toBe(200)
  const session = (await sessionRows()).find(({ id }) => id === sessionOf(body.data.token))
  expect(session).toMatchObject({ aal: 2, second_factor_due: 0 })
  expect(JSON.parse(session?.amr ?? '').map(({ method }: { method: string }) => method)).toEqual([
    'password',
    'passkey',
  ])
  expect(await passkeyRows()).toMatchObject([{ counter: 7, last_used_at: expect.any(Number) }])
  expect(await eventTypes()).toContain('logged_in')
})

it('it need not verify its user, or say who that is, and may come as JSON text', async () => {
  const { signed, answer } = await newPersonWithPasskey()
  const { challenge, credential } = await signed({ flags: USER_PRESENT })
  const { userHandle: _, ...response } = credential.response
  const text = JSON.stringify({ ...credential, response: { ...response, userHandle: null } })
  expect((await answer({ challenge, credential: text })).status).toBe(200)
})

it('it steps a session up, which then may change the factors', async () => {
  stopClock()
  const { as, passkey, answer, factorId, token, _id } = await newPersonWithPasskey()
  advance(10 * MINUTE)
  const { challenge, options } = readAsked((await as('/users/factors/challenge', { method: 'POST' })).body.data)
  const { status, body } = await answer({ challenge, credential: await signWith(passkey, options) })
  expect([status, body.data._id]).toEqual([200, _id])
  expect(sessionOf(body.data.token)).not.toBe(sessionOf(token))
  const remove = { method: 'DELETE', token: body.data.token }
  expect((await as(`/users/factors/${factorId}`, remove)).status).toBe(204)
})

it('five wrong answers use up the challenge, and make no code wait', async () => {
  const { asked, signed, passkey, answer, challenge, code } = await newPersonWithPasskey()
  const { challenge: first, options } = await asked()
  const { credential } = await signed() // of another challenge
  for (let time = 0; time < 5; time++) {
    const { status, body } = await answer({ challenge: first, credential })
    expect({ status, code: body.code }).toEqual({ status: 401, code: 'passkey_invalid' })
  }
  const right = { challenge: first, credential: await signWith(passkey, options) }
  expect((await answer(right)).body.code).toBe('challenge_invalid')
  expect((await answer({ challenge: await challenge(), code: code() })).status).toBe(200)
})

it('a right answer ends the wait for codes', async () => {
  const { signed, challenge, answer, wrongCode, code } = await newPersonWithPasskey()
  const asked = await challenge()
  for (let time = 0; time < 5; time++) await answer({ challenge: asked, code: wrongCode() })
  const next = await challenge()
  expect((await answer({ challenge: next, code: code() })).body.code).toBe('rate_limited')
  expect((await answer(await signed())).status).toBe(200)
  expect((await answer({ challenge: next, code: code() })).status).toBe(200)
})

it('a passkey that was removed meanwhile answers nothing', async () => {
  const { as, passkey, signed, answer } = await newPersonWithPasskey()
  const body = await signed()
  await as(`/users/passkeys/${passkey.id}`, { method: 'DELETE' })
  expect((await answer(body)).body.code).toBe('passkey_invalid')
})

it('a user who was disabled meanwhile is told so', async () => {
  const { _id, signed, answer } = await newPersonWithPasskey()
  const body = await signed()
  await disableUser(_id)
  expect((await answer(body)).body.code).toBe('account_disabled')
})

it('what is no credential is refused as a whole', async () => {
  const { challenge, answer } = await newPersonWithPasskey()
  const { body } = await answer({ challenge: await challenge(), credential: { id: 'x' } })
  expect([body.code, body.errors.map(({ path }: { path: string }) => path)]).toEqual([
    'invalid_request',
    ['credential'],
  ])
})

it('a passkey alone asks nobody who logs in with a password for more', async () => {
  const { token, service, email } = await newPerson()
  await addPasskey(token, service)
  expect((await service('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
})

it('without PASSKEYS none is asked for, and none is taken', async () => {
  const { email, signed } = await newPersonWithPasskey()
  const service = serviceWith({ PASSKEYS: 'off' })
  const { body } = await service('/users/login', { body: { email, password: PASSWORD } })
  expect(body.factors.map(({ type }: { type: string }) => type)).toEqual(['totp'])
  const answered = await service('/users/login/second-factor', { body: await signed() })
  expect([answered.status, answered.body.code]).toEqual([501, 'passkeys_not_configured'])
})
