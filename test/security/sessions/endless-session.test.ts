import { describe, expect, it } from 'vitest'
import { advance, DAY, SECOND, stopClock } from '../../support/clock.ts'
import { LEGACY, legacyToken, markImported } from '../../support/legacy-tokens.ts'
import { onlySession, userRow } from '../../support/rows.ts'
import { call, type Service, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const YEAR = 365 * DAY // SESSION_MAX_AGE

const readProfile = (token: string, service: Service = call) => service('/users/profile', { token })
const refresh = (refreshToken: string, service: Service = call) =>
  service('/users/token/refresh', { body: { refreshToken } })

describe('a session that somebody keeps alive', () => {
  it('by refreshing ends a year after its sign-in', async () => {
    const start = stopClock().getTime()
    let { token, refreshToken } = await registerUser()
    for (let day = 0; day < 360; day += 9) {
      advance(9 * DAY)
      ;({ token, refreshToken } = (await refresh(refreshToken)).body.data)
    }
    expect((await onlySession()).expires_at).toBe(start + YEAR)
    advance(5 * DAY - SECOND)
    expect((await readProfile(token)).status).toBe(200)
    advance(SECOND)
    expect((await readProfile(token)).body.code).toBe('session_ended')
    expect((await refresh(refreshToken)).body.code).toBe('token_expired')
  })

  it('by renewing ends a year after its sign-in', async () => {
    const start = stopClock().getTime()
    let { token } = await registerUser()
    for (let day = 0; day < 360; day += 6) {
      advance(6 * DAY)
      token = (await readProfile(token)).headers.get('x-access-token') ?? ''
    }
    expect((await onlySession()).expires_at).toBe(start + YEAR)
    advance(5 * DAY)
    expect((await readProfile(token)).body.code).toBe('session_ended')
  })

  it('by a token of the old backend ends so long after that was issued', async () => {
    const now = stopClock().getTime()
    const service = serviceWith({ ...LEGACY, EVENTS_RETENTION: '400d', SESSION_MAX_AGE: '30d' })
    const { _id, token: own } = await registerUser()
    await markImported()
    await call('/users/logout', { method: 'POST', token: own })
    const issuedAt = new Date(now - 20 * DAY)
    const token = await legacyToken(_id, { issuedAt, days: 300 })
    expect((await readProfile(token, service)).status).toBe(200)
    expect((await onlySession()).expires_at).toBe(issuedAt.getTime() + 30 * DAY)
    advance(9 * DAY)
    expect((await readProfile(token, service)).status).toBe(200)
    advance(DAY)
    expect((await readProfile(token, service)).body.code).toBe('session_ended')
  })

  it('begins anew only with a proof: a changed password', async () => {
    stopClock()
    const { token: old, _id } = await registerUser()
    const now = advance(4 * DAY).getTime()
    const body = { currentPassword: PASSWORD, newPassword: `${PASSWORD}!` }
    await call('/users/password', { method: 'PUT', token: old, body })
    expect(await onlySession()).toMatchObject({ user_id: (await userRow(_id)).id, created_at: now })
  })
})

describe('SESSION_MAX_AGE', () => {
  it('counts where it is shorter than SESSION_TTL, from the sign-in on', async () => {
    const start = stopClock().getTime()
    const service = serviceWith({ SESSION_MAX_AGE: '30d' })
    const { refreshToken } = await registerUser({}, service)
    expect((await onlySession()).expires_at).toBe(start + 30 * DAY)
    advance(10 * DAY)
    expect((await refresh(refreshToken, service)).status).toBe(200)
    expect((await onlySession()).expires_at).toBe(start + 30 * DAY)
  })

  it('is a year where nothing is said', async () => {
    const start = stopClock().getTime()
    await registerUser({}, serviceWith({ SESSION_MAX_AGE: undefined, SESSION_TTL: '3650d' }))
    expect((await onlySession()).expires_at).toBe(start + YEAR)
  })

  it.each([
    ['refresh', 'token/refresh'],
    ['renewal', 'profile'],
  ])('that was made shorter ends what is too old at the next %s', async (_, path) => {
    stopClock()
    const { token, refreshToken } = await registerUser()
    advance(7 * DAY)
    const service = serviceWith({ SESSION_MAX_AGE: '6d' })
    const isRefresh = path === 'token/refresh'
    const answer = await service(`/users/${path}`, isRefresh ? { body: { refreshToken } } : { token })
    expect(answer.headers.has('x-access-token')).toBe(false)
    expect(answer.body.code).toBe(isRefresh ? 'session_ended' : undefined)
    expect((await readProfile(token)).body.code).toBe('session_ended')
  })
})
