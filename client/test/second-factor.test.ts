import { expect, it } from 'vitest'
import { signWith } from '../../test/support/authenticator.ts'
import { addPasskey } from '../../test/support/passkeys.ts'
import { totpNow } from '../../test/support/totp.ts'
import { PASSWORD } from '../../test/support/users.ts'
import { LatchkeyError } from '../index.ts'
import { openPhone, openSignedInPhone, settled } from './support/phone.ts'

const EMAIL = 'syamlal@example.com'

/** A phone whose user adds an authenticator app. */
async function openEnrolledPhone() {
  const phone = await openSignedInPhone()
  const { factorId, secret } = await phone.client.addTotpFactor({})
  const confirmed = await phone.client.confirmTotpFactor({ factorId, code: totpNow(secret) })
  return { ...phone, factorId, secret, confirmed }
}

const refusalOf = async (call: Promise<unknown>): Promise<LatchkeyError> => {
  const failure: unknown = await call.catch((error) => error)
  if (failure instanceof LatchkeyError) return failure
  throw new Error('it was not refused')
}

it('a user who adds an authenticator app stays signed in, and the app gets the recovery codes without the tokens', async () => {
  const { client, confirmed, events } = await openEnrolledPhone()
  expect(Object.keys(confirmed)).toEqual(['recoveryCodes'])
  expect((await client.getProfile()).name).toBe('Syamlal')
  await client.refreshToken()
  await settled()
  expect(events).not.toContain('signedOut')
})

it('a login that asks for a second factor is refused with the challenge, and the code signs in', async () => {
  const { factorId, secret } = await openEnrolledPhone()
  const { client, events } = openPhone()
  const refusal = await refusalOf(client.login({ email: EMAIL, password: PASSWORD }))
  expect(refusal).toMatchObject({
    code: 'second_factor_required',
    factors: [{ factorId, type: 'totp', name: 'Authenticator app' }],
    recoveryCodesLeft: 10,
  })
  expect(events).toEqual([])
  await client.verifySecondFactor({ challenge: refusal.challenge ?? '', code: totpNow(secret, 1) })
  expect(events).toEqual(['signedIn'])
  expect((await client.getProfile()).email).toBe(EMAIL)
})

it('a session that has to step up is no sign-out', async () => {
  const other = openPhone()
  const first = await openSignedInPhone()
  await other.client.login({ email: EMAIL, password: PASSWORD })
  const { factorId, secret } = await first.client.addTotpFactor({})
  await first.client.confirmTotpFactor({ factorId, code: totpNow(secret) })
  const refusal = await refusalOf(other.client.getProfile())
  expect(refusal).toMatchObject({ code: 'second_factor_required', challenge: undefined, factors: [] })
  expect(other.events).toEqual(['signedIn'])
  const { challenge } = await other.client.createFactorChallenge()
  await other.client.verifySecondFactor({ challenge, code: totpNow(secret, 1) })
  expect((await other.client.getProfile()).email).toBe(EMAIL)
})

it('a passkey answers what a login asks for', async () => {
  const phone = await openEnrolledPhone()
  const passkey = await addPasskey((await phone.stored()).token)
  const { client } = openPhone()
  const { challenge = '', factors } = await refusalOf(client.login({ email: EMAIL, password: PASSWORD }))
  const asked = factors.find((factor) => factor.type === 'passkey')
  const credential = await signWith(passkey, asked?.options)
  await client.verifySecondFactor({ challenge, credential })
  expect((await client.getProfile()).email).toBe(EMAIL)
})
