import { expect, it } from 'vitest'
import { addPasskey, passkeyLogin } from '../../support/passkeys.ts'
import { eventTypes } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const login = async (body: object) => {
  const answer = await call('/users/login/passkey', { body })
  return answer.body.code ?? answer.status
}

// WebAuthn L3 §13.4.3: whoever reads what a browser sends must not be able to send it once more.
it('signs nobody in with an answer that was given before', async () => {
  const { token } = await registerUser()
  const body = await passkeyLogin(await addPasskey(token), { counter: 0 })
  expect([await login(body), await login(body)]).toEqual([200, 'passkey_invalid'])
})

it('signs in one of those who give it at the same time', async () => {
  const { token } = await registerUser()
  const body = await passkeyLogin(await addPasskey(token), { counter: 0 })
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => login(body)))
  expect(outcomes.sort()).toEqual([200, 'passkey_invalid', 'passkey_invalid', 'passkey_invalid'])
  expect((await eventTypes()).filter((type) => type === 'logged_in')).toHaveLength(1)
})
