import { describe, expect, it } from 'vitest'
import { listSessions } from '../../support/list-sessions.ts'
import { newPerson, resetCodeOf } from '../../support/person.ts'
import { loginWith } from '../../support/provider-login.ts'
import { sessionRows } from '../../support/rows.ts'
import { type Answer, call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'

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
    ['MyApp/1.3', 'MyApp/1.3\tDarwin/24.5.0'],
    ['okhttp/4.12.0', 'okhttp/4.12.0'],
    ['Dart/3.9', 'Dart/3.9 (dart:io)'],
  ])('is read from the user agent: %s', async (deviceName, userAgent) => {
    const { token, signIn } = await newPerson()
    await signIn({ 'user-agent': userAgent })
    expect(await listSessions(token)).toContainEqual(expect.objectContaining({ current: false, deviceName }))
  })

  it('is short, however long the user agent', async () => {
    const { token, signIn } = await newPerson()
    await signIn({ 'user-agent': 'x'.repeat(8_000) })
    const names = (await listSessions(token)).map(({ deviceName }) => deviceName?.length ?? 0)
    expect(Math.max(...names)).toBe(100)
  })

  const named = { deviceName: "  Robin's phone " }

  it('is what the client calls it, at a registration, a login and a reset', async () => {
    const headers = { 'user-agent': IPHONE }
    const robin = { name: 'Robin', email: 'robin@example.com', password: PASSWORD }
    const registered = await call('/users/register', { headers, body: { ...robin, ...named } })
    expect(await listSessions(registered.body.data.token)).toMatchObject([{ deviceName: "Robin's phone" }])

    const { email, service, ...person } = await newPerson()
    const loggedIn = await service('/users/login', { headers, body: { email, password: PASSWORD, ...named } })
    expect(await listSessions(loggedIn.body.data.token)).toContainEqual(
      expect.objectContaining({ current: true, deviceName: "Robin's phone" }),
    )
    const code = await resetCodeOf({ email, service, ...person })
    const body = { email, code, password: PASSWORD, ...named }
    const reset = await service('/users/password/reset', { headers, body })
    expect(await listSessions(reset.body.data.token)).toMatchObject([{ deviceName: "Robin's phone" }])
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

  it('is read from the user agent, too, if the client sends an empty one', async () => {
    const { email, service } = await newPerson()
    const body = { email, password: PASSWORD, deviceName: '' }
    const { data } = (await service('/users/login', { headers: { 'user-agent': IPHONE }, body })).body
    expect(await listSessions(data.token)).toContainEqual(
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
    expect(await listSessions(token)).toMatchObject([{ deviceName: "Robin's phone" }])
  })
})
