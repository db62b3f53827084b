import { expect, it } from 'vitest'
import { makePasskey, signWith } from '../../support/authenticator.ts'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { addPasskey } from '../../support/passkeys.ts'
import { newPerson } from '../../support/person.ts'
import { passkeyRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const begin = async (token: string) => (await call('/users/passkeys/options', { method: 'POST', token })).body.data

const add = async (token: string, challengeId: string, options: unknown) => {
  const { credential } = await makePasskey(options)
  return (await call('/users/passkeys', { token, body: { challengeId, credential } })).body.code
}

// Whoever gets a victim's device to answer the attacker's challenge must gain nothing by it, in whichever direction.
it('adds no passkey by a challenge of another user, of another session, or of a login', async () => {
  const person = await newPerson()
  const other = await registerUser({ email: 'other@example.com' })
  const second = await person.signIn()
  for (const token of [other.token, second.token]) {
    const { challengeId, options } = await begin(token)
    expect(await add(person.token, challengeId, options)).toBe('passkey_invalid')
  }
  const { options } = await begin(person.token)
  const { body } = await call('/users/login/passkey/options', { method: 'POST' })
  const { challengeId } = body.data
  expect(await add(person.token, challengeId, { ...options, challenge: challengeId })).toBe('passkey_invalid')
  expect(await passkeyRows()).toEqual([])
})

it('adds none by a challenge that has expired', async () => {
  stopClock()
  const { token } = await registerUser()
  const { challengeId, options } = await begin(token)
  advance(5 * MINUTE)
  expect(await add(token, challengeId, options)).toBe('passkey_invalid')
})

it('signs nobody in by the challenge of a new passkey', async () => {
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  const { challengeId, options } = await begin(token)
  const credential = await signWith(passkey, options)
  expect((await call('/users/login/passkey', { body: { challengeId, credential } })).body.code).toBe('passkey_invalid')
})
