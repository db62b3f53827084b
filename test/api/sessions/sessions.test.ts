import { describe, expect, it } from 'vitest'
import { advance, DAY, HOUR, stopClock } from '../../support/clock.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { loginWith } from '../../support/provider-login.ts'
import { sendRaw } from '../../support/raw-request.ts'
import { addSessions, disableUser, sessionRows } from '../../support/rows.ts'
import { type Answer, call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser, type SignedIn } from '../../support/users.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

interface Item {
  _id: string
  current: boolean
  deviceName: string | null
  country: string | null
  createdAt: string
  lastRefreshedAt: string
}

async function list(token: string): Promise<Item[]> {
  const { status, body } = await call('/users/sessions', { token })
  if (status !== 200) throw new Error(`listing failed: ${body.code}`)
  return body.data
}

const end = (token: string, sessionId: string) => call(`/users/sessions/${sessionId}`, { method: 'DELETE', token })
const endOthers = (token: string) => call('/users/sessions', { method: 'DELETE', token })

async function idOf({ token }: SignedIn): Promise<string> {
  const current = (await list(token)).find((item) => item.current)
  if (!current) throw new Error('no session is the current one')
  return current._id
}

const nothing = { status: 204, body: '' }
const sessionNotFound = { status: 404, body: { code: 'session_not_found' } }
const sessionEnded = { status: 401, body: { code: 'session_ended' } }

describe('GET /users/sessions', () => {
  it('tells of a session what its owner may know, and nothing else', async () => {
    const now = stopClock().toISOString()
    const { token } = await registerUser()
    const [stored] = await sessionRows()
    expect(await list(token)).toEqual([
      { _id: stored?.id, current: true, deviceName: null, country: null, createdAt: now, lastRefreshedAt: now },
    ])
  })

  it('says which of them is this one', async () => {
    const { token, signIn } = await newPerson()
    const other = await signIn()
    const currents = async (of: string) => (await list(of)).filter(({ current }) => current).map(({ _id }) => _id)
    expect(await currents(token)).toHaveLength(1)
    expect(await currents(other.token)).toHaveLength(1)
    expect(await currents(token)).not.toEqual(await currents(other.token))
  })

  it('puts the one that was refreshed last first, and says when that was', async () => {
    const start = stopClock().toISOString()
    const { token, refreshToken, signIn } = await newPerson()
    const later = advance(HOUR).toISOString()
    await signIn()
    expect(await list(token)).toMatchObject([{ lastRefreshedAt: later }, { lastRefreshedAt: start, current: true }])
    const last = advance(HOUR).toISOString()
    await call('/users/token/refresh', { body: { refreshToken } })
    expect(await list(token)).toMatchObject([
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
    expect((await list(renewed))[0]).toMatchObject({ current: true })
  })

  it('leaves out what has ended, and what is of others', async () => {
    stopClock()
    const { token, signIn } = await newPerson()
    await newPerson({ email: 'other@example.com' })
    await call('/users/logout', { method: 'POST', token: (await signIn()).token })
    expect(await list(token)).toHaveLength(1)
    advance(59 * DAY)
    const newest = await signIn()
    expect(await list(newest.token)).toHaveLength(2)
    advance(2 * DAY)
    expect(await list(newest.token)).toMatchObject([{ current: true }])
  })

  it('ends with the hundredth, however many there are', async () => {
    const { _id, token } = await newPerson()
    await addSessions(_id, 150)
    const listed = await list(token)
    expect(listed).toHaveLength(100)
    expect(listed[0]).toMatchObject({ current: true })
  })

  it('is refused to an ended session and to a disabled user', async () => {
    const { _id, token, signIn } = await newPerson()
    const other = await signIn()
    await call('/users/logout', { method: 'POST', token })
    expect(await call('/users/sessions', { token })).toMatchObject(sessionEnded)
    await disableUser(_id)
    const answer = await call('/users/sessions', { token: other.token })
    expect(answer).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
  })
})

describe('the name of a device', () => {
  it.each([
    ['Safari on iOS', IPHONE],
    [
      'Chrome on Android',
      'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    ],
    [
      'Chrome on iOS',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0.7444.77 Mobile/15E148 Safari/604.1',
    ],
    [
      'Firefox on iOS',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) FxiOS/145.0 Mobile/15E148 Safari/605.1.15',
    ],
    [
      'Edge on iOS',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 EdgiOS/142.0.3595.80 Mobile/15E148 Safari/604.1',
    ],
    [
      'App on iOS',
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148',
    ],
    [
      'App on Android',
      'Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/AP4A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/142.0.0.0 Mobile Safari/537.36',
    ],
    ['Firefox on Linux', 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0'],
    [
      'Edge on Windows 10',
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    ],
    [
      'Safari on Mac',
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    ],
    ['MyApp/1.2', 'MyApp/1.2 CFNetwork/3826.500.131 Darwin/24.5.0'],
    ['okhttp/4.12.0', 'okhttp/4.12.0'],
    ['Dart/3.9', 'Dart/3.9 (dart:io)'],
  ])('is read from the user agent: %s', async (deviceName, userAgent) => {
    const { token, signIn } = await newPerson()
    await signIn({ 'user-agent': userAgent })
    expect(await list(token)).toContainEqual(expect.objectContaining({ current: false, deviceName }))
  })

  it('is short, however long the user agent', async () => {
    const { token, signIn } = await newPerson()
    await signIn({ 'user-agent': 'x'.repeat(8_000) })
    const names = (await list(token)).map(({ deviceName }) => deviceName?.length ?? 0)
    expect(Math.max(...names)).toBe(100)
  })

  const named = { deviceName: "  Robin's phone " }

  it('is what the client calls it, at a registration, a login and a reset', async () => {
    const headers = { 'user-agent': IPHONE }
    const robin = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }
    const registered = await call('/users/register', { headers, body: { ...robin, ...named } })
    expect(await list(registered.body.data.token)).toMatchObject([{ deviceName: "Robin's phone" }])

    const { email, service, ...person } = await newPerson()
    const loggedIn = await service('/users/login', { headers, body: { email, password: PASSWORD, ...named } })
    expect(await list(loggedIn.body.data.token)).toContainEqual(
      expect.objectContaining({ current: true, deviceName: "Robin's phone" }),
    )
    const code = await resetCodeOf({ email, service, ...person })
    const body = { email, code, password: PASSWORD, ...named }
    const reset = await service('/users/password/reset', { headers, body })
    expect(await list(reset.body.data.token)).toMatchObject([{ deviceName: "Robin's phone" }])
    const provided = await loginWith('google', {}, named)

    const devicesOf = async ({ body: { data } }: Answer) => {
      const { body } = await call('/users/activity', { token: data.token })
      return Object.fromEntries(
        body.data.map((event: { type: string; deviceName: string }) => [event.type, event.deviceName]),
      )
    }
    const phone = "Robin's phone"
    expect(await devicesOf(registered)).toEqual({ registered: phone })
    expect(await devicesOf(reset)).toMatchObject({ logged_in: phone, password_reset: phone })
    expect(await devicesOf(provided)).toEqual({ registered: phone, logged_in: phone })
  })

  it.each([null, '', ' '])('is read from the user agent, too, if the client sends %j', async (deviceName) => {
    const { email, service } = await newPerson()
    const body = { email, password: PASSWORD, deviceName }
    const { data } = (await service('/users/login', { headers: { 'user-agent': IPHONE }, body })).body
    expect(await list(data.token)).toContainEqual(
      expect.objectContaining({ current: true, deviceName: 'Safari on iOS' }),
    )
  })

  it.each([
    ['of two lines', 'a\r\nb'],
    ['longer than 100 characters', 'x'.repeat(101)],
    ['no text', 7],
  ])('is refused if it is %s', async (_, deviceName) => {
    const { email } = await registerUser()
    const { status, body } = await call('/users/login', { body: { email, password: PASSWORD, deviceName } })
    expect([status, body.code, body.errors?.[0]?.path]).toEqual([400, 'invalid_request', 'deviceName'])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('stays the one of the sign-in, whatever refreshes', async () => {
    const { token, refreshToken } = (
      await call('/users/register', {
        body: { name: 'Robin', email: 'robin@example.com', password: PASSWORD, ...named },
      })
    ).body.data
    await call('/users/token/refresh', { headers: { 'user-agent': 'curl/8' }, body: { refreshToken } })
    expect(await list(token)).toMatchObject([{ deviceName: "Robin's phone" }])
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
    expect((await list(token)).map(({ country }) => country).sort()).toEqual(['GB', null])
  })

  it('is not what a header claims', async () => {
    const { token, signIn } = await newPerson()
    await signIn({ 'cf-ipcountry': 'GB' })
    expect((await list(token)).map(({ country }) => country)).toEqual([null, null])
  })
})

describe('DELETE /users/sessions/:id', () => {
  it('ends that session with both its tokens, and no other', async () => {
    const first = await newPerson()
    const second = await first.signIn()
    const third = await first.signIn()
    expect(await end(first.token, await idOf(second))).toMatchObject(nothing)
    expect(await tryAccess(second.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(second.refreshToken)).toEqual(SESSION_ENDED)
    for (const { token, refreshToken } of [first, third]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('may end the one that asks', async () => {
    const user = await registerUser()
    expect(await end(user.token, await idOf(user))).toMatchObject(nothing)
    expect(await tryAccess(user.token)).toEqual(SESSION_ENDED)
  })

  it('is 404 for a session that there is not, or not any more', async () => {
    const { token, signIn } = await newPerson()
    expect(await end(token, 'nobodys')).toMatchObject(sessionNotFound)
    const id = await idOf(await signIn())
    await end(token, id)
    expect(await end(token, id)).toMatchObject(sessionNotFound)
  })

  it('ends it once when it is asked twice at once', async () => {
    const { token, signIn } = await newPerson()
    const id = await idOf(await signIn())
    const answers = await Promise.all([end(token, id), end(token, id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 404])
  })

  it('is refused to an ended session and to a disabled user, and ends nothing', async () => {
    const { _id, token, signIn } = await newPerson()
    const other = await signIn()
    const id = await idOf(other)
    await call('/users/logout', { method: 'POST', token })
    expect(await end(token, id)).toMatchObject(sessionEnded)
    await disableUser(_id)
    expect(await end(other.token, id)).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await sessionRows()).toHaveLength(1)
  })
})

describe('DELETE /users/sessions', () => {
  it("ends all of the caller's sessions but this one, and nobody else's", async () => {
    const first = await newPerson()
    const others = [await first.signIn(), await first.signIn()]
    const stranger = await registerUser({ email: 'stranger@example.com' })
    expect(await endOthers(first.token)).toMatchObject(nothing)
    for (const { token, refreshToken } of others) {
      expect(await tryAccess(token)).toEqual(SESSION_ENDED)
      expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
    }
    for (const { token, refreshToken } of [first, stranger]) {
      expect(await tryAccess(token)).toEqual(ACCEPTED)
      expect(await tryRefresh(refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('is no failure if there is no other', async () => {
    const { token } = await registerUser()
    expect(await endOthers(token)).toMatchObject(nothing)
    expect(await endOthers(token)).toMatchObject(nothing)
    expect(await tryAccess(token)).toEqual(ACCEPTED)
  })

  it('leaves one of two that end each other at once', async () => {
    const first = await newPerson()
    const second = await first.signIn()
    const answers = await Promise.all([endOthers(first.token), endOthers(second.token)])
    expect(answers.map(({ status }) => status).sort()).toEqual([204, 401])
    expect(await sessionRows()).toHaveLength(1)
  })

  it('is refused to an ended session and to a disabled user, and ends nothing', async () => {
    const { _id, token, signIn } = await newPerson()
    const [second] = [await signIn(), await signIn()]
    await call('/users/logout', { method: 'POST', token })
    expect(await endOthers(token)).toMatchObject(sessionEnded)
    await disableUser(_id)
    const answer = await endOthers(second.token)
    expect(answer).toMatchObject({ status: 403, body: { code: 'account_disabled' } })
    expect(await sessionRows()).toHaveLength(2)
  })
})
