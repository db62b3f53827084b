import { describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { changeCodeOf, confirmByLink, newPerson } from '../../support/person.ts'
import { expectLockedOut, resetByVictim, VICTIM } from '../../support/pre-hijacking.ts'
import { loginWith, type ProviderName, signedInWith } from '../../support/provider-login.ts'
import { identityRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD } from '../../support/users.ts'

const BOTH: ProviderName[] = ['apple', 'google']

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.1, the classic-federated merge.
describe.each(BOTH)('an account that an attacker has registered with the address of the victim', (provider) => {
  it(`does not capture the victim who comes with ${provider}, while it is unverified`, async () => {
    const attacker = await newPerson({ email: VICTIM })
    expect(await loginWith(provider, { email: VICTIM })).toMatchObject({
      status: 409,
      body: { code: 'account_exists' },
    })
    expect(await identityRows()).toEqual([])
    expect(await userRow(attacker._id)).toMatchObject({ email_verified: 0 })
  })

  it(`is the victim's alone once they have reset its password, also with ${provider}`, async () => {
    stopClock()
    const attacker = await newPerson({ email: VICTIM })
    await loginWith(provider, { email: VICTIM })
    const { body } = await resetByVictim(attacker)
    const victim = await signedInWith(provider, { email: VICTIM })
    expect(victim._id).toBe(body.data._id)
    await expectLockedOut(attacker)
    expect(await tryAccess(body.data.token), 'the victim who is signed in stays so').toEqual(ACCEPTED)
  })

  it(`is the victim's alone once they come with ${provider}, although they had confirmed the attacker's mail`, async () => {
    const attacker = await newPerson({ email: VICTIM })
    await confirmByLink(attacker)
    const victim = await signedInWith(provider, { email: VICTIM }, { service: attacker.service })
    expect(victim._id).toBe(attacker._id)
    expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
    await expectLockedOut(attacker)
    expect(await userRow(victim._id)).toMatchObject({ password_hash: null, email_verified_by: 'provider' })
    const told = attacker.mailbox.mailsTo(VICTIM).at(-1)
    expect(told?.text).toContain('The password that was set before no longer works')
    expect((await signedInWith(provider, { email: VICTIM }))._id).toBe(victim._id)
  })

  it(`is so, too, if the attacker has moved an account of theirs to the address: ${provider}`, async () => {
    const attacker = await newPerson({ email: 'attacker@example.com' })
    await attacker.as('/users/email/verify', { body: { code: attacker.mailbox.lastCode() } })
    await changeCodeOf(attacker, VICTIM)
    await confirmByLink(attacker, VICTIM)
    expect(await userRow(attacker._id)).toMatchObject({ email: VICTIM, email_verified_by: 'link' })
    const victim = await signedInWith(provider, { email: VICTIM })
    expect(victim._id).toBe(attacker._id)
    await expectLockedOut(attacker)
  })
})

describe.each(BOTH)('an address that the victim uses with %s', (provider) => {
  it('is not registered once more by an attacker, with a password', async () => {
    const victim = await signedInWith(provider, { email: VICTIM })
    const body = { name: 'Mallory', email: VICTIM, password: PASSWORD }
    expect(await call('/users/register', { body })).toMatchObject({ status: 409, body: { code: 'email_taken' } })
    expect((await call('/users/login', { body })).body.code).toBe('invalid_credentials')
    expect((await signedInWith(provider, { email: VICTIM }))._id).toBe(victim._id)
  })
})
