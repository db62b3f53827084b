import { describe, expect, it } from 'vitest'
import { advance, SECOND, stopClock } from '../../support/clock.ts'
import { signedInWith } from '../../support/provider-login.ts'
import { addSessions, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const login = async (email: string) => (await call('/users/login', { body: { email, password: PASSWORD } })).body.data

describe('who signs in again and again', () => {
  it('has a hundred sessions, and no more: the oldest ends', async () => {
    stopClock()
    const { _id, email, ...oldest } = await registerUser()
    advance(SECOND)
    const second = await login(email)
    advance(3_600_000 + SECOND)
    await addSessions(_id, 97) // after these two
    const hundredth = await login(email)
    expect(await sessionRows()).toHaveLength(100)
    expect(await tryAccess(oldest.token)).toEqual(ACCEPTED)
    advance(SECOND)
    const newest = await login(email)
    expect(await sessionRows()).toHaveLength(100)
    expect(await tryAccess(oldest.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(oldest.refreshToken)).toEqual(SESSION_ENDED)
    for (const { token } of [second, hundredth, newest]) expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('loses at once what was gathered before there was a bound, whatever they sign in with', async () => {
    const { _id } = await signedInWith('apple')
    await addSessions(_id, 250)
    const { token } = await signedInWith('apple')
    expect(await sessionRows()).toHaveLength(100)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('ends nothing of others, and nothing by a login that fails', async () => {
    const other = await registerUser({ email: 'other@example.com' })
    const { _id, email } = await registerUser()
    await addSessions(_id, 150)
    await call('/users/login', { body: { email, password: `${PASSWORD}x` } })
    expect(await sessionRows()).toHaveLength(152)
    await login(email)
    expect(await sessionRows()).toHaveLength(101)
    expect(await tryAccess(other.token)).toEqual(ACCEPTED)
  })
})
