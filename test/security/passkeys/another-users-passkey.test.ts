import { expect, it } from 'vitest'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// Insecure direct object reference (OWASP API1): ids of credentials are no secrets.
it('neither renames nor removes the passkey of another user', async () => {
  const owner = await registerUser()
  const passkey = await addPasskey(owner.token)
  const { token } = await registerUser({ email: 'attacker@example.com' })
  const path = `/users/passkeys/${passkey.id}`
  const rename = await call(path, { method: 'PATCH', token, body: { name: 'Mine' } })
  const remove = await call(path, { method: 'DELETE', token })
  expect([rename.body.code, remove.body.code]).toEqual(['passkey_not_found', 'passkey_not_found'])
  const { body } = await call('/users/passkeys', { token: owner.token })
  expect(body.data).toMatchObject([{ name: 'Passkey' }])
  expect(await loginWithPasskey(passkey)).toMatchObject({ status: 200 })
})
