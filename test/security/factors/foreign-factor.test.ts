import { expect, it } from 'vitest'
import { confirmByLink, newPerson } from '../../support/person.ts'
import { resetByVictim, VICTIM, VICTIMS_PASSWORD } from '../../support/pre-hijacking.ts'
import { loginWith } from '../../support/provider-login.ts'
import { dump } from '../../support/rows.ts'
import { enrol } from '../../support/totp.ts'

// Somebody registers with an address that is not theirs and adds a factor of their own, so that its owner never gets in.

it('goes with the reset of who owns the mailbox', async () => {
  const attacker = await newPerson({ email: VICTIM })
  await enrol(attacker, attacker.service)
  expect((await resetByVictim(attacker)).status).toBe(200)
  const login = await attacker.service('/users/login', { body: { email: VICTIM, password: VICTIMS_PASSWORD } })
  expect(login.status).toBe(200)
  const { factors, recovery_codes } = await dump()
  expect({ factors, recovery_codes }).toEqual({ factors: [], recovery_codes: [] })
})

it('goes when its owner comes by a provider that is an authority for the address', async () => {
  const email = 'victim@gmail.com'
  const attacker = await newPerson({ email })
  await confirmByLink(attacker)
  await enrol(attacker, attacker.service)
  const { status, body } = await loginWith('google', { email, email_verified: true }, { service: attacker.service })
  expect({ status, _id: body.data?._id }).toEqual({ status: 200, _id: attacker._id })
  expect((await dump()).factors).toEqual([])
})
