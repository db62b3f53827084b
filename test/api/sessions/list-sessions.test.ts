import { describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, stopClock } from '../../support/clock.ts'
import { listSessions } from '../../support/list-sessions.ts'
import { newPerson } from '../../support/person.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { addSessions, sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

describe('GET /users/sessions', () => {
  it('tells of a session what its owner may know, and nothing else', async () => {
    const now = stopClock().toISOString()
    const { token } = await registerUser()
    const [stored] = await sessionRows()
    expect(await listSessions(token)).toEqual([
      {
        _id: stored?.id,
        current: true,
        deviceName: null,
        country: null,
        createdAt: now,
        lastRefreshedAt: now,
        aal: 1,
        amr: [{ method: 'password', at: now }],
      },
    ])
  })

  it('says which of them is this one', async () => {
    const { token, signIn } = await newPerson()
    const other = await signIn()
    const currents = async (of: string) =>
      (await listSessions(of)).filter(({ current }) => current).map(({ _id }) => _id)
    expect(await currents(token)).toHaveLength(1)
    expect(await currents(other.token)).toHaveLength(1)
    expect(await currents(token)).not.toEqual(await currents(other.token))
  })

  it('puts the one that was refreshed last first, and says when that was', async () => {
    const start = stopClock().toISOString()
    const { token, refreshToken, signIn } = await newPerson()
    const later = advance(HOUR).toISOString()
    await signIn()
    expect(await listSessions(token)).toMatchObject([
      { lastRefreshedAt: later },
      { lastRefreshedAt: start, current: true },
    ])
    const last = advance(HOUR).toISOString()
    await call('/users/token/refresh', { body: { refreshToken } })
    expect(await listSessions(token)).toMatchObject([
      { createdAt: start, lastRefreshedAt: last, current: true },
      { createdAt: later, lastRefreshedAt: later },
    ])
  })

  it('puts one that renews itself and never refreshes where its use belongs', async () => {
    stopClock()
    const { token, signIn } = await newPerson()
    advance(DAY)
    await signIn()
    advance(5 * DAY)
    const renewed = (await call('/users/profile', { token })).headers.get('x-access-token') ?? ''
    expect((await listSessions(renewed))[0]).toMatchObject({ current: true })
  })

  it('leaves out what has ended, and what is of others', async () => {
    stopClock()
    const { token, signIn } = await newPerson()
    await newPerson({ email: 'other@example.com' })
    await call('/users/logout', { method: 'POST', token: (await signIn()).token })
    expect(await listSessions(token)).toHaveLength(1)
    advance(59 * DAY)
    const newest = await signIn()
    expect(await listSessions(newest.token)).toHaveLength(2)
    advance(2 * DAY)
    expect(await listSessions(newest.token)).toMatchObject([{ current: true }])
  })

  it('ends with the hundredth, however many there are', async () => {
    const { _id, token } = await newPerson()
    await addSessions(_id, 150)
    const listed = await listSessions(token)
    expect(listed).toHaveLength(100)
    expect(listed[0]).toMatchObject({ current: true })
  })
})

describe('the country of a session', () => {
  it('is where the sign-in came from, where Cloudflare knows that', async () => {
    const { email, token } = await registerUser()
    const init = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password: PASSWORD }),
      cf: { country: 'GB' },
    }
    await sendRaw('/users/login', init)
    expect((await listSessions(token)).map(({ country }) => country).sort()).toEqual(['GB', null])
  })

  it('is not what a header claims', async () => {
    const { token, signIn } = await newPerson()
    await signIn({ 'cf-ipcountry': 'GB' })
    expect((await listSessions(token)).map(({ country }) => country)).toEqual([null, null])
  })
})
