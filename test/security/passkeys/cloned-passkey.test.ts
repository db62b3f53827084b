import { expect, it } from 'vitest'
import { addPasskey, loginWithPasskey, passkeyLogin } from '../../support/passkeys.ts'
import { eventTypes, passkeyRows, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// WebAuthn L3 §6.1.1: a counter that does not grow is that of a copy.
it.each([
  ['went back', 4],
  ['stood still', 5],
  ['stopped counting', 0],
])('refuses a passkey whose counter %s, and records it', async (_, counter) => {
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  expect(await loginWithPasskey(passkey, { counter: 5 })).toMatchObject({ status: 200 })
  const body = await passkeyLogin(passkey, { counter })
  for (let time = 0; time < 2; time++) {
    expect(await call('/users/login/passkey', { body })).toMatchObject({
      status: 401,
      body: { code: 'passkey_invalid' },
    })
  }
  expect(await eventTypes()).toEqual(['logged_in', 'passkey_added', 'passkey_cloned', 'registered'])
  expect(await sessionRows()).toHaveLength(2)
  expect(await passkeyRows()).toMatchObject([{ counter: 5 }])
})

it('lets one of two in that have counted as far and come at the same time', async () => {
  const { token } = await registerUser()
  const passkey = await addPasskey(token)
  const bodies = [await passkeyLogin(passkey, { counter: 7 }), await passkeyLogin(passkey, { counter: 7 })]
  const answers = await Promise.all(bodies.map((body) => call('/users/login/passkey', { body })))
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
})
