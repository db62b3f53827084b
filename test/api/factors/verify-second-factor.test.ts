import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { newEncryptionKeys, newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { newEnrolledPerson } from '../../support/enrolled.ts'
import { createGuest, exists } from '../../support/guests.ts'
import { resetCodeOf } from '../../support/person.ts'
import { loginWith } from '../../support/provider-login.ts'
import { google } from '../../support/providers.ts'
import { eventTypes, sessionRows } from '../../support/rows.ts'
import { serviceWith } from '../../support/service.ts'
import { sessionOf } from '../../support/session-of.ts'
import { totpNow } from '../../support/totp.ts'
import { PASSWORD } from '../../support/users.ts'

it('a right password asks for the second factor, and starts no session', async () => {
  const { login, factorId, _id } = await newEnrolledPerson()
  const { status, headers, body } = await login()
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'second_factor_required' })
  expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_user_authentication"')
  expect(body.factors).toEqual([{ factorId, type: 'totp', name: 'Authenticator app' }])
  expect(body.recoveryCodesLeft).toBe(10)
  expect(JSON.stringify(body)).not.toContain(_id)
  expect(await sessionRows()).toHaveLength(1)
  expect(await eventTypes()).toEqual(['factor_added', 'registered', 'second_factor_asked'])
})

it('the code of the authenticator app signs in, at level 2', async () => {
  const { login, answer, secret, service, _id } = await newEnrolledPerson()
  const { body: asked } = await login()
  const { status, body } = await answer({ challenge: asked.challenge, code: totpNow(secret, 1) })
  expect({ status, _id: body.data._id }).toEqual({ status: 200, _id })
  expect((await service('/users/profile', { token: body.data.token })).status).toBe(200)
  const session = (await sessionRows()).find(({ id }) => id === sessionOf(body.data.token))
  expect(session).toMatchObject({ aal: 2, second_factor_due: 0 })
  expect(JSON.parse(session?.amr ?? '').map(({ method }: { method: string }) => method)).toEqual(['password', 'totp'])
  expect(await eventTypes()).toContain('logged_in')
})

it('a wrong code is refused, and the challenge stays', async () => {
  const { login, answer, secret } = await newEnrolledPerson()
  const { challenge } = (await login()).body
  const right = totpNow(secret, 1)
  const wrong = right === '000000' ? '000001' : '000000'
  expect((await answer({ challenge, code: wrong })).body.code).toBe('code_invalid')
  expect((await answer({ challenge, code: right })).status).toBe(200)
})

it('a challenge expires after ten minutes', async () => {
  stopClock()
  const { login, answer, secret } = await newEnrolledPerson()
  const { challenge } = (await login()).body
  advance(10 * MINUTE)
  const { status, body } = await answer({ challenge, code: totpNow(secret) })
  expect({ status, code: body.code }).toEqual({ status: 400, code: 'challenge_invalid' })
})

it('a recovery code signs in as people type it, once, and the owner gets a mail', async () => {
  const { login, answer, recoveryCodes, mailbox } = await newEnrolledPerson()
  const [code = ''] = recoveryCodes
  const typed = ` ${code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `
  const mails = mailbox.mails.length
  const first = await answer({ challenge: (await login()).body.challenge, recoveryCode: typed })
  expect(first.status).toBe(200)
  expect(mailbox.mails.slice(mails).map(({ subject }) => subject)).toContain('Latchkey: A recovery code was used')
  expect(await eventTypes()).toContain('recovery_code_used')
  const { challenge, recoveryCodesLeft } = (await login()).body
  expect(recoveryCodesLeft).toBe(9)
  expect((await answer({ challenge, recoveryCode: code })).body.code).toBe('code_invalid')
})

it('an account at a provider is one factor, too', async () => {
  const person = await newEnrolledPerson()
  const { token, service, answer, secret } = person
  await service('/users/identities/google', { token, body: { idToken: await google.idToken() } })
  const { status, body } = await loginWith('google', {}, { service })
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'second_factor_required' })
  expect((await answer({ challenge: body.challenge, code: totpNow(secret, 1) })).status).toBe(200)
})

it('a code from an email is one factor, too', async () => {
  const { email, service, mailbox, answer, code } = await newEnrolledPerson()
  await service('/users/login/code', { body: { email } })
  const mailed = { email, code: mailbox.lastCode(email) }
  const { status, body } = await service('/users/login/code/verify', { body: mailed })
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'second_factor_required' })
  expect((await service('/users/login/code/verify', { body: mailed })).body.code).toBe('code_invalid')
  expect((await answer({ challenge: body.challenge, code: code() })).status).toBe(200)
})

it('a reset by mail sets the password, ends the sessions, and still asks', async () => {
  const person = await newEnrolledPerson()
  const { email, service, answer, token, secret } = person
  const code = await resetCodeOf(person)
  const password = 'another horse battery staple'
  const { status, body } = await service('/users/password/reset', { body: { email, code, password } })
  expect({ status, code: body.code }).toEqual({ status: 401, code: 'second_factor_required' })
  expect((await service('/users/profile', { token })).body.code).toBe('session_ended')
  expect(await eventTypes()).toContain('password_reset')
  expect((await answer({ challenge: body.challenge, code: totpNow(secret, 1) })).status).toBe(200)
  expect((await service('/users/login', { body: { email, password } })).body.code).toBe('second_factor_required')
})

it('other JWT_KEYS cost nobody a factor', async () => {
  const { email, secret, recoveryCodes } = await newEnrolledPerson()
  const service = serviceWith({ JWT_KEYS: JSON.stringify(await newJwkSet()) })
  const login = async () => (await service('/users/login', { body: { email, password: PASSWORD } })).body.challenge
  const answer = (body: object) => service('/users/login/second-factor', { body })
  expect((await answer({ challenge: await login(), code: totpNow(secret, 1) })).status).toBe(200)
  expect((await answer({ challenge: await login(), recoveryCode: recoveryCodes[0] })).status).toBe(200)
})

it('other ENCRYPTION_KEYS do not, while the old ones are among them', async () => {
  const { email, secret, recoveryCodes } = await newEnrolledPerson()
  const old = JSON.parse(String(Reflect.get(env, 'ENCRYPTION_KEYS'))).keys
  const service = serviceWith({ ENCRYPTION_KEYS: JSON.stringify(await newEncryptionKeys(old)) })
  const login = async () => (await service('/users/login', { body: { email, password: PASSWORD } })).body.challenge
  const answer = (body: object) => service('/users/login/second-factor', { body })
  expect((await answer({ challenge: await login(), code: totpNow(secret, 1) })).status).toBe(200)
  expect((await answer({ challenge: await login(), recoveryCode: recoveryCodes[0] })).status).toBe(200)
})

it('a guest is merged once the second factor is given, and not before', async () => {
  const { email, service, answer, code } = await newEnrolledPerson()
  const guest = await createGuest()
  const { challenge } = (
    await service('/users/login', { body: { email, password: PASSWORD, guestToken: guest.token } })
  ).body
  expect(await exists(guest._id)).toBe(true)
  const { body } = await answer({ challenge, code: code() })
  expect(body.data.mergedGuestId).toBe(guest._id)
  expect(await exists(guest._id)).toBe(false)
})

it('without FACTORS nothing is asked, and no call has a second factor', async () => {
  const { email } = await newEnrolledPerson()
  const service = serviceWith({ FACTORS: 'off' })
  const { status, body } = await service('/users/login', { body: { email, password: PASSWORD } })
  expect(status).toBe(200)
  const answered = await service('/users/factors', { token: body.data.token })
  expect({ status: answered.status, code: answered.body.code }).toEqual({ status: 501, code: 'factors_not_configured' })
})
