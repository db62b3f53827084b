import { expect, it } from 'vitest'
import { makePasskey } from '../../support/authenticator.ts'
import { passkeyRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

it('adds one passkey for a challenge, however many answer it at the same time', async () => {
  const { token } = await registerUser()
  const { body } = await call('/users/passkeys/options', { method: 'POST', token })
  const { challengeId, options } = body.data
  const made = await Promise.all([1, 2, 3].map(() => makePasskey(options)))
  const answers = await Promise.all(
    made.map(({ credential }) => call('/users/passkeys', { token, body: { challengeId, credential } })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 401, 401])
  expect(await passkeyRows()).toHaveLength(1)
})
