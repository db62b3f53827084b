import { describe, expect, it } from 'vitest'
import { advance, HOUR, MINUTE, stopClock } from '../../support/clock.ts'
import { sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, NOT_OURS, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

async function refresh(refreshToken: string): Promise<{ token: string; refreshToken: string }> {
  const { status, body } = await call('/users/token/refresh', { body: { refreshToken } })
  if (status !== 200) throw new Error(`refreshing failed: ${body.code}`)
  return body.data
}

const REUSED = { ...NOT_OURS, code: 'refresh_reused', trips: 1 }

// RFC 9700 §4.14.2.
describe('a stolen refresh token', () => {
  it('that was rotated two steps ago ends the session and every token of it', async () => {
    const first = await registerUser()
    const second = await refresh(first.refreshToken)
    const third = await refresh(second.refreshToken)
    expect(await tryRefresh(first.refreshToken)).toEqual(REUSED)
    expect(await sessionRows()).toEqual([])
    for (const { token, refreshToken } of [first, second, third]) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
  })

  it('used first by the thief: the session ends when thief and owner have both gone on', async () => {
    stopClock()
    const { refreshToken: shared } = await registerUser()
    advance(HOUR)
    const thief = await refresh(shared)
    advance(HOUR)
    const owner = await refresh(shared) // as after a lost response: it may be one
    expect(await tryRefresh(thief.refreshToken)).toEqual(REUSED)
    expect(await tryAccess(thief.token)).toEqual(SESSION_ENDED)
    expect(await tryAccess(owner.token)).toEqual(SESSION_ENDED)
  })

  it('used by the thief after the owner has gone on: the session ends when the owner comes back', async () => {
    stopClock()
    const { refreshToken: stolen } = await registerUser()
    const owner = await refresh(stolen)
    advance(HOUR)
    const thief = await refresh(stolen)
    expect(await tryRefresh(owner.refreshToken)).toEqual(REUSED)
    expect(await tryAccess(thief.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(thief.refreshToken)).toEqual(SESSION_ENDED)
  })

  it('ends no other session of the user', async () => {
    const first = await registerUser()
    const other = (await call('/users/login', { body: { email: first.email, password: PASSWORD } })).body.data
    const second = await refresh(first.refreshToken)
    advance(2 * MINUTE)
    await refresh(second.refreshToken)
    expect(await tryRefresh(first.refreshToken)).toEqual(REUSED)
    expect(await tryAccess(other.token)).toEqual(ACCEPTED)
    expect(await tryRefresh(other.refreshToken)).toEqual(ACCEPTED)
  })
})
