import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { stopClock } from '../../support/clock.ts'
import { LEGACY, legacyToken } from '../../support/legacy-tokens.ts'
import { confirmByLink, newPerson } from '../../support/person.ts'
import { expectLockedOut, resetByVictim, VICTIM, VICTIMS_PASSWORD } from '../../support/pre-hijacking.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { sessionRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess } from '../../support/try-token.ts'

// Sudhodanan, Paverd: Pre-hijacked accounts (USENIX Security 2022), §4.2, the unexpired session.
describe('a session that an attacker keeps in an account with the address of the victim', () => {
  it('ends when the victim resets the password', async () => {
    stopClock()
    const attacker = await newPerson({ email: VICTIM })
    const other = await attacker.signIn()
    const victim = await resetByVictim(attacker)
    expect(await tryAccess(victim.body.data.token)).toEqual(ACCEPTED)
    expect(await tryAccess(other.token)).toEqual(SESSION_ENDED)
    await expectLockedOut(attacker)
    const login = await call('/users/login', { body: { email: VICTIM, password: VICTIMS_PASSWORD } })
    expect(login.body.data._id).toBe(attacker._id)
  })

  it('ends when the victim, who has confirmed the mail, comes with an account at a provider', async () => {
    const attacker = await newPerson({ email: VICTIM })
    const other = await attacker.signIn()
    await confirmByLink(attacker)
    const victim = await signedInWith('google', { email: VICTIM })
    expect(victim._id).toBe(attacker._id)
    expect(await tryAccess(victim.token)).toEqual(ACCEPTED)
    expect(await tryAccess(other.token)).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toHaveLength(1)
    await expectLockedOut(attacker)
  })

  it('is not made from a token of the old backend either, that was issued before', async () => {
    const attacker = await newPerson({ email: VICTIM })
    await env.DB.prepare('UPDATE users SET imported_at = created_at').run()
    const issuedAt = (secondsAgo: number) => ({ issuedAt: new Date(Date.now() - secondsAgo * 1_000) })
    const used = await legacyToken(attacker._id, issuedAt(90))
    const kept = await legacyToken(attacker._id, issuedAt(60))
    const read = (token: string) => serviceWith(LEGACY)('/users/profile', { token })
    await confirmByLink(attacker)
    expect((await read(used)).status, 'such a token does make a session').toBe(200)
    await signedInWith('apple', { email: VICTIM })
    expect((await read(used)).body.code).toBe('session_ended')
    expect((await read(kept)).body.code).toBe('session_ended')
  })
})
