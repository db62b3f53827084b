import { expect, it } from 'vitest'
import { signWith } from '../../support/authenticator.ts'
import { newPersonWithPasskey, readAsked } from '../../support/passkey-factor.ts'
import { addPasskey } from '../../support/passkeys.ts'
import { newPerson } from '../../support/person.ts'
import { sessionRows } from '../../support/rows.ts'
import { sessionOf } from '../../support/session-of.ts'

// Who knows the password has an answer of a passkey that was made for something else, or by somebody else.

it("another user's passkey answers no challenge, whoever it says that its user is", async () => {
  const { asked, answer, passkey } = await newPersonWithPasskey()
  const thief = await newPerson({ email: 'thief@example.com' })
  const theirs = await addPasskey(thief.token, thief.service)
  const { challenge, options } = await asked()
  for (const userHandle of [theirs.userHandle, passkey.userHandle]) {
    const credential = await signWith(theirs, options, { userHandle })
    expect((await answer({ challenge, credential })).body.code).toBe('passkey_invalid')
    expect((await answer({ challenge, credential: { ...credential, id: passkey.id } })).body.code).toBe(
      'passkey_invalid',
    )
  }
  expect(await sessionRows()).toHaveLength(2)
})

it('the answer to a login with a passkey is none here, and the other way round', async () => {
  const { asked, answer, passkey, service } = await newPersonWithPasskey()
  const { challenge, options } = await asked()
  const login = (await service('/users/login/passkey/options', { method: 'POST' })).body.data
  const credential = await signWith(passkey, login.options)
  expect((await answer({ challenge, credential })).body.code).toBe('passkey_invalid')
  const other = { challengeId: options.challenge, credential: await signWith(passkey, options) }
  expect((await service('/users/login/passkey', { body: other })).body.code).toBe('passkey_invalid')
  const mixed = { challengeId: login.challengeId, credential: other.credential }
  expect((await service('/users/login/passkey', { body: mixed })).body.code).toBe('passkey_invalid')
  expect(await sessionRows()).toHaveLength(1)
})

it('the answer to another challenge is none, also to that of a session', async () => {
  const { as, asked, signed, answer, passkey, token } = await newPersonWithPasskey()
  const { challenge } = await asked()
  const { credential } = await signed()
  expect((await answer({ challenge, credential })).body.code).toBe('passkey_invalid')
  const raising = readAsked((await as('/users/factors/challenge', { method: 'POST' })).body.data)
  const raised = await signWith(passkey, raising.options)
  expect((await answer({ challenge, credential: raised })).body.code).toBe('passkey_invalid')
  expect((await sessionRows()).map(({ id }) => id)).toEqual([sessionOf(token)])
})

it('a session that has ended is raised by none', async () => {
  const { as, answer, passkey } = await newPersonWithPasskey()
  const { challenge, options } = readAsked((await as('/users/factors/challenge', { method: 'POST' })).body.data)
  await as('/users/logout', { method: 'POST' })
  expect((await answer({ challenge, credential: await signWith(passkey, options) })).body.code).toBe('passkey_invalid')
  expect(await sessionRows()).toEqual([])
})

it.each([
  ['given on a website of an attacker', { origin: 'https://attacker.example' }],
  ['given in a frame of another site', { crossOrigin: true }],
  ['for another domain', { rpId: 'attacker.example' }],
  ['made without anybody there', { flags: 0 }],
  ['of somebody else, as it says', { userHandle: 'c29tZWJvZHk' }],
])('an answer %s is none', async (_, deviation) => {
  const { signed, answer } = await newPersonWithPasskey()
  expect((await answer(await signed(deviation))).body.code).toBe('passkey_invalid')
  expect(await sessionRows()).toHaveLength(1)
})
