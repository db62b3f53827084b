import { describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { newPerson } from '../../support/person.ts'
import { resetByVictim, VICTIM, VICTIMS_PASSWORD } from '../../support/pre-hijacking.ts'
import { loginWith, signedInWith } from '../../support/provider-login.ts'
import { dump, identityRows, userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { SESSION_ENDED, tryAccess } from '../../support/try-token.ts'

/** Google verified the address once, when it was somebody else's or nobody's: it is no authority for it. */
const ATTACKER = { sub: 'attacker', email: VICTIM, email_verified: true, hd: undefined }

const accountExists = { status: 409, body: { code: 'account_exists' } }

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.5, the non-verifying provider.
describe('who has an account of Google with an address that Google is no authority for', () => {
  it.each([
    [
      'typed the code',
      async (code: string, as: (path: string, call: object) => Promise<unknown>) =>
        as('/users/email/verify', { body: { code } }),
    ],
    ['not verified it', async () => undefined],
  ])('does not come into the account of the victim, who has %s', async (_, verify) => {
    const victim = await newPerson({ email: VICTIM })
    await verify(victim.mailbox.lastCode(), victim.as)
    const before = await dump()
    expect(await loginWith('google', ATTACKER)).toMatchObject(accountExists)
    expect(await dump()).toEqual(before)
    expect((await victim.signIn())._id).toBe(victim._id)
  })

  it.each([
    ['of another domain', 'example.org'],
    ['of a part of the domain', 'com'],
    ['that is empty', ''],
    ['that is no text', ['example.com']],
  ])('nor with a Workspace %s', async (_, hd) => {
    const victim = await newPerson({ email: VICTIM })
    await victim.as('/users/email/verify', { body: { code: victim.mailbox.lastCode() } })
    expect(await loginWith('google', { ...ATTACKER, hd })).toMatchObject(accountExists)
    expect(await identityRows()).toEqual([])
  })

  it('nor waits in one that they made first: the victim gets it by a reset, and the attacker no more', async () => {
    stopClock()
    const { service, mailbox } = await newPerson({ email: 'somebody@example.com' })
    const attacker = await signedInWith('google', ATTACKER, { service })
    expect(await userRow(attacker._id)).toMatchObject({ email_verified: 0, email_verified_by: null })
    expect(mailbox.mailsTo(VICTIM)).toHaveLength(1) // the code that would verify it
    const register = await call('/users/register', { body: { name: 'V', email: VICTIM, password: VICTIMS_PASSWORD } })
    expect(register.body.code).toBe('email_taken')
    expect(await loginWith('google', { sub: 'victim', email: VICTIM })).toMatchObject(accountExists)
    const reset = await resetByVictim({ ...attacker, service, mailbox, as: service, signIn: async () => attacker })
    expect(reset.body.data._id).toBe(attacker._id)
    expect(await tryAccess(attacker.token)).toEqual(SESSION_ENDED)
    expect(await loginWith('google', ATTACKER)).toMatchObject(accountExists)
    expect((await signedInWith('google', { sub: 'victim', email: VICTIM }))._id).toBe(attacker._id)
  })

  it('goes on signing in to their own account', async () => {
    const first = await signedInWith('google', ATTACKER)
    expect((await signedInWith('google', ATTACKER))._id).toBe(first._id)
  })
})

describe('who has an account of Google with an address that is hosted there', () => {
  it.each([
    ['at gmail.com', { email: 'Robin@Gmail.com', hd: undefined }],
    ["of the Workspace's domain", { email: 'robin@example.com', hd: 'Example.com' }],
  ])('comes into their account by it: %s', async (_, claims) => {
    const owner = await newPerson({ email: claims.email })
    await owner.as('/users/email/verify', { body: { code: owner.mailbox.lastCode() } })
    expect((await signedInWith('google', claims))._id).toBe(owner._id)
    expect((await owner.signIn())._id).toBe(owner._id)
  })
})
