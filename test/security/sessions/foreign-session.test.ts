import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser, type SignedIn } from '../../support/users.ts'

const twoUsers = async (): Promise<{ a: SignedIn; b: SignedIn }> => ({
  a: await registerUser({ email: 'a@example.com', name: 'A' }),
  b: await registerUser({ email: 'b@example.com', name: 'B' }),
})

const sid = (token: string): Record<string, unknown> => ({ sid: decodeJwt(token).sid })

describe('a valid token of user A with the session of B', () => {
  it('reads neither profile', async () => {
    const { a, b } = await twoUsers()
    expect(await tryAccess(await forge(a.token, { claims: sid(b.token) }))).toEqual(SESSION_ENDED)
  })

  it('writes neither profile', async () => {
    const { a, b } = await twoUsers()
    const token = await forge(a.token, { claims: sid(b.token) })
    const answer = await call('/users/profile', { method: 'PUT', token, body: { name: 'Mallory' } })
    expect(answer.body.code).toBe('session_ended')
    expect((await call('/users/profile', { token: a.token })).body.data.name).toBe('A')
    expect((await call('/users/profile', { token: b.token })).body.data.name).toBe('B')
  })

  it("does not end B's session by a logout", async () => {
    const { a, b } = await twoUsers()
    await call('/users/logout', { method: 'POST', token: await forge(a.token, { claims: sid(b.token) }) })
    expect(await tryAccess(a.token)).toEqual(ACCEPTED)
    expect(await tryAccess(b.token)).toEqual(ACCEPTED)
  })

  it("neither refreshes B's session nor ends it as reused", async () => {
    const { a, b } = await twoUsers()
    const before = await sessionRows()
    expect(await tryRefresh(await forge(a.refreshToken, { claims: sid(b.token) }))).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toEqual(before)
  })

  it('does not refresh with the jti of B either', async () => {
    const { a, b } = await twoUsers()
    const before = await sessionRows()
    const { sid, jti } = decodeJwt(b.refreshToken)
    expect(await tryRefresh(await forge(a.refreshToken, { claims: { sid, jti } }))).toEqual(SESSION_ENDED)
    expect(await sessionRows()).toEqual(before)
  })

  it('a session that nobody has is refused', async () => {
    const { a } = await twoUsers()
    expect(await tryAccess(await forge(a.token, { claims: { sid: 'nobodys' } }))).toEqual(SESSION_ENDED)
  })
})
