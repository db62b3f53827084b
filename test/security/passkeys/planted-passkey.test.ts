import { expect, it } from 'vitest'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { newPerson } from '../../support/person.ts'
import { resetByVictim, VICTIM } from '../../support/pre-hijacking.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { verifyEmailByLink } from '../../support/rows.ts'

// Pre-hijacked accounts (Sudhodanan and Paverd, 2022): whoever makes an account with a victim's address plants a way in.
it('signs the attacker in no more once the owner of the mailbox has reset the password', async () => {
  const attacker = await newPerson({ email: VICTIM })
  const passkey = await addPasskey(attacker.token, attacker.service)
  expect(await resetByVictim(attacker)).toMatchObject({ status: 200 })
  expect((await loginWithPasskey(passkey)).body.code).toBe('passkey_invalid')
})

it('signs the attacker in no more once the owner has come by a provider', async () => {
  const attacker = await newPerson({ email: VICTIM })
  const passkey = await addPasskey(attacker.token, attacker.service)
  await verifyEmailByLink(attacker._id)
  await signedInWith('apple', { email: VICTIM }, { service: attacker.service })
  expect((await loginWithPasskey(passkey)).body.code).toBe('passkey_invalid')
})
