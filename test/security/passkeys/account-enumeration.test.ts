import { expect, it } from 'vitest'
import { type Deviation, type Passkey, signWith } from '../../support/authenticator.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { type Answer, call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** A response without what differs from call to call. */
function shown({ status, body, headers }: Answer) {
  const { requestId: _, ...problem } = body
  return { status, problem, challenge: headers.get('www-authenticate'), bookmark: headers.get('x-d1-bookmark') }
}

const outcome = async (passkey: Passkey, deviation?: Deviation) => shown(await loginWithPasskey(passkey, deviation))

it('answers an unknown passkey as it answers a known one that is used wrongly', async () => {
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  const unknown = await outcome({ ...passkey, id: 'bm9ib2R5IGhhcyB0aGlz' })
  expect(unknown).toMatchObject({ status: 401, problem: { code: 'passkey_invalid' } })
  const { privateKey } = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, [
    'sign',
  ])) as CryptoKeyPair
  const other = await registerUser({ email: 'other@example.com' })
  for (const deviation of [
    { privateKey },
    { challenge: 'another' },
    { type: 'webauthn.create' },
    { userHandle: btoa(other._id).replaceAll('=', '') },
    { rpId: 'attacker.example' },
  ]) {
    expect(await outcome(passkey, deviation)).toEqual(unknown)
  }
})

it('answers so, too, when the challenge has expired or is of no sign-in', async () => {
  stopClock()
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  const unknown = await outcome({ ...passkey, id: 'bm9ib2R5IGhhcyB0aGlz' })
  const foreign = await call('/users/passkeys/options', { method: 'POST', token })
  const expired = await call('/users/login/passkey/options', { method: 'POST' })
  advance(5 * MINUTE)
  for (const { body } of [foreign, expired]) {
    const { challengeId, options } = body.data
    const credential = await signWith(passkey, options)
    expect(shown(await call('/users/login/passkey', { body: { challengeId, credential } }))).toEqual(unknown)
  }
})
