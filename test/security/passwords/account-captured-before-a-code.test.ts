import { describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { changeCodeOf, confirmByLink, loginCodeOf, newPerson, type Person } from '../../support/person.ts'
import { expectLockedOut, VICTIM } from '../../support/pre-hijacking.ts'
import { linkWith } from '../../support/provider-login.ts'
import { codeRows, dump, identityRows, userRow } from '../../support/rows.ts'
import { fillTables } from '../../support/tables.ts'
import { ACCEPTED, tryAccess } from '../../support/try-token.ts'

/** The owner of the mailbox comes with a code. */
async function comeByCode(attacker: Person) {
  const code = await loginCodeOf({ ...attacker, email: VICTIM })
  const { status, body } = await attacker.service('/users/login/code/verify', { body: { email: VICTIM, code } })
  expect(status).toBe(200)
  return body.data
}

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022): the victim's first sign-in is by a mailed code.
describe('an account that an attacker has made with the address of the victim, who comes with a mailed code', () => {
  it.each([
    ['was never confirmed', async () => {}],
    ['was confirmed by the victim, who followed the link', (attacker: Person) => confirmByLink(attacker)],
  ])('is the victim’s alone: the address %s', async (_, prepare) => {
    const attacker = await newPerson({ email: VICTIM })
    await prepare(attacker)
    const victim = await comeByCode(attacker)
    expect(victim._id).toBe(attacker._id)
    expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
    await expectLockedOut(attacker)
    expect(await userRow(victim._id)).toMatchObject({ password_hash: null, email_verified_by: 'session' })
  })

  it('keeps no account at a provider that the attacker has linked (trojan identifier)', async () => {
    const attacker = await newPerson({ email: VICTIM })
    const linked = await linkWith('google', attacker.token, { email: 'attacker@gmail.com' }, attacker.service)
    expect(linked.status).toBeLessThan(300)
    await comeByCode(attacker)
    expect(await identityRows()).toEqual([])
    await expectLockedOut(attacker)
  })

  it('keeps no passkey that the attacker has added', async () => {
    const attacker = await newPerson({ email: VICTIM })
    await fillTables(attacker._id)
    expect((await dump()).passkeys).toHaveLength(1)
    await comeByCode(attacker)
    expect((await dump()).passkeys).toEqual([])
  })

  it('does not move to the attacker’s address any more (unexpired email change)', async () => {
    stopClock()
    const attacker = await newPerson({ email: VICTIM })
    await changeCodeOf(attacker, 'attacker@example.com')
    const token = attacker.mailbox.lastToken('attacker@example.com')
    await comeByCode(attacker)
    const body = { user: attacker._id, token }
    expect((await attacker.service('/account/confirm-email', { body })).status).toBe(400)
    expect(await userRow(attacker._id)).toMatchObject({ email: VICTIM })
    expect((await codeRows()).every(({ attempts }) => attempts > 5)).toBe(true)
  })
})

describe('an account whose owner has verified the address in a session', () => {
  it('loses nothing to whoever reads one code: they can sign in, and no more', async () => {
    const owner = await newPerson({ email: VICTIM })
    await owner.as('/users/email/verify', { body: { code: owner.mailbox.lastCode() } })
    await comeByCode(owner)
    expect(await tryAccess(owner.token)).toEqual(ACCEPTED)
    expect(await owner.signIn()).toMatchObject({ _id: owner._id })
  })
})
