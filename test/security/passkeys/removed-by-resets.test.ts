import { expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { addPasskey, loginWithPasskey } from '../../support/passkeys.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { linkWith } from '../../support/provider-login.ts'
import { identityRows } from '../../support/rows.ts'

it('whoever reads the mailbox removes none of its owner’s passkeys and linked accounts, however often they reset the password', async () => {
  stopClock()
  const owner = await newPerson()
  await owner.as('/users/email/verify', { body: { code: owner.mailbox.lastCode() } })
  advance(MINUTE)
  const passkey = await addPasskey(owner.token, owner.service)
  expect((await linkWith('google', owner.token, {}, owner.service)).status).toBeLessThan(300)
  for (const password of ['grouse thimble orchard', 'orchard grouse thimble']) {
    advance(MINUTE)
    const body = { email: owner.email, code: await resetCodeOf(owner), password }
    expect((await owner.service('/users/password/reset', { body })).status).toBe(200)
  }
  expect((await loginWithPasskey(passkey)).status).toBe(200)
  expect(await identityRows()).toHaveLength(1)
})
