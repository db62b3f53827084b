import { describe, expect, it } from 'vitest'
import { advance, MINUTE, stopClock } from '../../support/clock.ts'
import { changeCodeOf, confirmByLink, newPerson, type Person } from '../../support/person.ts'
import { expectLockedOut, resetByVictim, VICTIM, VICTIMS_PASSWORD } from '../../support/pre-hijacking.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'

const ATTACKER = 'attacker@example.com'

/** The attacker gives the code that was mailed to their own address: in a session that ended, and by the link. */
async function expectNoMove(attacker: Person): Promise<void> {
  const code = attacker.mailbox.lastCode(ATTACKER)
  expect((await attacker.as('/users/email/verify', { body: { code } })).body.code).toBe('session_ended')
  await expect(confirmByLink(attacker, ATTACKER)).rejects.toThrow('confirming failed: 400')
  expect(await userRow(attacker._id)).toMatchObject({ email: VICTIM })
}

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.4, the unexpired email change.
describe('a move to their own address that an attacker has asked for, in an account with that of the victim', () => {
  it('cannot be confirmed once the victim has reset the password', async () => {
    stopClock()
    const attacker = await newPerson({ email: VICTIM })
    await changeCodeOf(attacker, ATTACKER)
    await resetByVictim(attacker)
    await expectNoMove(attacker)
    await expectLockedOut(attacker)
    const login = await call('/users/login', { body: { email: VICTIM, password: VICTIMS_PASSWORD } })
    expect(login.body.data._id).toBe(attacker._id)
  })

  it('cannot be confirmed once the victim has come with an account at a provider', async () => {
    stopClock()
    const attacker = await newPerson({ email: VICTIM })
    await confirmByLink(attacker)
    advance(MINUTE)
    await changeCodeOf(attacker, ATTACKER)
    const victim = await signedInWith('google', { email: VICTIM })
    await expectNoMove(attacker)
    await expectLockedOut(attacker)
    expect((await signedInWith('google', { email: VICTIM }))._id).toBe(victim._id)
  })
})
