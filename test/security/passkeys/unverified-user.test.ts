import { expect, it } from 'vitest'
import { makePasskey } from '../../support/authenticator.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { passkeyRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

const PRESENT = 0x01
const VERIFIED = 0x04
const BACKED_UP = 0x10
const ATTESTED = 0x40

// A found security key is touched by anybody: a sign-in counts as two factors, so its PIN or its finger was asked for.
it.each([
  ['did not verify its user', PRESENT],
  ['asked nobody', VERIFIED],
  ['contradicts itself on its backup', PRESENT | VERIFIED | BACKED_UP],
])('takes nothing from an authenticator that %s', async (_, flags) => {
  const { token } = await registerUser()
  const { body } = await call('/users/passkeys/options', { method: 'POST', token })
  const { credential } = await makePasskey(body.data.options, { flags: flags | ATTESTED })
  const { challengeId } = body.data
  expect((await call('/users/passkeys', { token, body: { challengeId, credential } })).body.code).toBe(
    'passkey_invalid',
  )
  expect(await passkeyRows()).toEqual([])
  const passkey = await addPasskey(token)
  expect((await loginWithPasskey(passkey, { flags })).body.code).toBe('passkey_invalid')
})
