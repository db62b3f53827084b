import { expect, it } from 'vitest'
import { signWith } from '../../support/authenticator.ts'
import { newPersonWithPasskey, readAsked } from '../../support/passkey-factor.ts'
import { eventTypes, passkeyRows, sessionRows } from '../../support/rows.ts'

const clonesIn = (types: string[]) => types.filter((type) => type === 'passkey_cloned')

// WebAuthn L3 §6.1.1, as for a login: a counter that does not grow is that of a copy.
it.each([
  ['went back', 4],
  ['stood still', 5],
  ['stopped counting', 0],
])('a passkey whose counter %s is refused and recorded, and uses up the challenge', async (_, counter) => {
  const { signed, answer } = await newPersonWithPasskey()
  expect((await answer(await signed({ counter: 5 }))).status).toBe(200)
  const body = await signed({ counter })
  expect((await answer(body)).body.code).toBe('passkey_invalid')
  expect((await answer(body)).body.code).toBe('challenge_invalid')
  expect(clonesIn(await eventTypes())).toHaveLength(1)
  expect(await sessionRows()).toHaveLength(2)
  expect(await passkeyRows()).toMatchObject([{ counter: 5 }])
})

it('one that steps up is, too', async () => {
  const { as, answer, signed, passkey } = await newPersonWithPasskey()
  await answer(await signed({ counter: 5 }))
  const { challenge, options } = readAsked((await as('/users/factors/challenge', { method: 'POST' })).body.data)
  const credential = await signWith(passkey, options, { counter: 5 })
  expect((await answer({ challenge, credential })).body.code).toBe('passkey_invalid')
  expect(clonesIn(await eventTypes())).toHaveLength(1)
})

it('lets one of two in that have counted as far and come at the same time', async () => {
  const { answer, signed } = await newPersonWithPasskey()
  const bodies = [await signed({ counter: 7 }), await signed({ counter: 7 })]
  const answers = await Promise.all(bodies.map((body) => answer(body)))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
})
