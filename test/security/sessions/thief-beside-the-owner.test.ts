import { describe, expect, it } from 'vitest'
import { openSignedInPhone } from '../../../client/test/support/phone.ts'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { forge } from '../../support/forge.ts'
import { eventTypes, sessionRows } from '../../support/rows.ts'
import { type Answer, call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess } from '../../support/try-token.ts'
import { PASSWORD, registerUser, type SignedIn } from '../../support/users.ts'

interface Tokens {
  token: string
  refreshToken: string
}

const TTL_DAYS = 10 // ACCESS_TOKEN_TTL
const YEAR = 365

const refresh = (refreshToken: string): Promise<Answer> => call('/users/token/refresh', { body: { refreshToken } })

/** A day of somebody who has copied the tokens. They keep `held` and return what they hold in the evening. */
type Thief = (held: Tokens, stolen: Tokens) => Promise<Tokens>

const refreshesDaily: Thief = async (held) => (await refresh(held.refreshToken)).body.data ?? held

/** As an app does: uses the access token, takes what renews it, and refreshes when it has to. */
const behavesLikeTheApp: Thief = async (held) => {
  const { status, headers } = await call('/users/profile', { token: held.token })
  if (status === 200) return { ...held, token: headers.get('x-access-token') ?? held.token }
  return refreshesDaily(held, held)
}

/** Never shows the newer refresh tokens that it gets. */
const clingsToTheStolenOne: Thief = async (held, stolen) => {
  const { body } = await refresh(stolen.refreshToken)
  return body.data ?? held
}

describe('a thief of the tokens who refreshes, beside an owner whose app only renews', () => {
  it.each([
    { name: 'every day', thief: refreshesDaily, noticedAfter: TTL_DAYS },
    { name: 'once, and then lives like the app', thief: behavesLikeTheApp, noticedAfter: 2 * TTL_DAYS },
    { name: 'always with the stolen one', thief: clingsToTheStolenOne, noticedAfter: 2 * TTL_DAYS },
  ])('$name is noticed: the session ends for both, and the owner reads why', async ({ thief, noticedAfter }) => {
    const { client, refreshes, stored } = await openSignedInPhone()
    const stolen: Tokens = await stored()
    let held: Tokens = (await refresh(stolen.refreshToken)).body.data
    let firstRefresh: number | undefined
    let noticed: number | undefined
    for (let day = 1; day <= YEAR && noticed === undefined; day++) {
      advance(DAY)
      await client.getProfile().catch(() => undefined)
      held = await thief(held, stolen)
      if (refreshes() > 0) firstRefresh ??= day
      if ((await eventTypes()).includes('refresh_reused')) noticed = day
    }
    expect(firstRefresh).toBeLessThanOrEqual(TTL_DAYS)
    expect(noticed).toBeLessThanOrEqual(noticedAfter)
    expect(await sessionRows()).toEqual([])
    expect((await tryAccess(held.token)).status).toBe(401)
    await client.login({ email: 'syamlal@example.com', password: PASSWORD })
    const { token } = await stored()
    const { body } = await call('/users/activity', { token })
    expect(body.data.map(({ type }: { type: string }) => type)).toContain('refresh_reused')
  })

  it('is served with the older token until that expires, and gets no other', async () => {
    stopClock()
    const owner = await registerUser()
    await refresh(owner.refreshToken)
    advance(6 * DAY) // past half its life
    const { status, headers } = await call('/users/profile', { token: owner.token })
    expect({ status, renewed: headers.has('x-access-token') }).toEqual({ status: 200, renewed: false })
    advance(4 * DAY)
    expect(await tryAccess(owner.token)).toMatchObject({ code: 'token_expired' })
  })

  it('gains nothing by a token from before generations were counted: it is of the first', async () => {
    stopClock()
    const { token, refreshToken } = await registerUser()
    const ungenerated = await forge(token, { claims: { gen: undefined } })
    advance(6 * DAY)
    expect((await call('/users/profile', { token: ungenerated })).headers.has('x-access-token')).toBe(true)
    await refresh(refreshToken)
    expect((await call('/users/profile', { token: ungenerated })).headers.has('x-access-token')).toBe(false)
  })

  it.each(['1', -1.5, null, {}, Number.MAX_VALUE])('gets nothing for a generation of %s', async (gen) => {
    stopClock()
    const { token } = await registerUser()
    advance(6 * DAY)
    const { headers } = await call('/users/profile', { token: await forge(token, { claims: { gen } }) })
    expect(headers.has('x-access-token')).toBe(false)
  })
})

/** The tutorial's app: it knows one token, and takes what a response brings. It answers the first call's code that failed. */
async function liveAsTheTutorialsApp({ token: first }: SignedIn, days: number): Promise<string | undefined> {
  let token = first
  for (let day = 0; day < days; day++) {
    advance(DAY)
    const { status, headers, body } = await call('/users/profile', { token })
    if (status !== 200) return body.code
    token = headers.get('x-access-token') ?? token
  }
  return undefined
}

describe("the tutorial's app, which never refreshes", () => {
  it('is renewed for as long as nobody else refreshes its session', async () => {
    stopClock()
    expect(await liveAsTheTutorialsApp(await registerUser(), 300)).toBeUndefined()
  })

  it('has to log in within the life of a token once a thief has refreshed, who then stays until the session is ended', async () => {
    stopClock()
    const owner = await registerUser()
    const thief: Tokens = (await refresh(owner.refreshToken)).body.data
    expect(await liveAsTheTutorialsApp(owner, TTL_DAYS)).toBe('token_expired')
    const again = (await call('/users/login', { body: { email: owner.email, password: PASSWORD } })).body.data
    const next: Tokens = (await refresh(thief.refreshToken)).body.data
    expect(await tryAccess(next.token)).toEqual(ACCEPTED) // nothing tells: what such an app gives up
    expect((await call('/users/sessions', { token: again.token })).body.data).toHaveLength(2)
    await call('/users/sessions', { method: 'DELETE', token: again.token })
    expect(await tryAccess(next.token)).toEqual(SESSION_ENDED)
    expect((await refresh(next.refreshToken)).body.code).toBe('session_ended')
  })
})
