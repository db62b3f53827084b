import { env } from 'cloudflare:workers'
import { describe, expect, it } from 'vitest'
import { skipBackoff } from '../../support/backoff.ts'
import { advance, DAY, stopClock } from '../../support/clock.ts'
import { faultyD1 } from '../../support/d1.ts'
import { createGuest, exists } from '../../support/guests.ts'
import { apple, google } from '../../support/providers.ts'
import { disableUser, eventRows } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const EMAIL = 'syamlal@example.com'

const login = (guestToken: string, password = PASSWORD) =>
  call('/users/login', { body: { email: EMAIL, password, guestToken } })

describe('a login with the token of a guest', () => {
  it("signs the user in, deletes the guest and tells the app's backend of both", async () => {
    const user = await registerUser()
    const guest = await createGuest()
    const { status, body } = await login(guest.token)
    expect(status).toBe(200)
    expect(body.data).toMatchObject({ _id: user._id, isGuest: false, mergedGuestId: guest._id })
    expect(await exists(guest._id)).toBe(false)
    const merged = (await eventRows()).filter(({ type }) => type === 'guest_merged')
    expect(merged).toMatchObject([{ user_id: user._id, other_id: guest._id }])
    expect((await call('/users/profile', { token: guest.token })).body.code).toBe('session_ended')
    expect((await call('/users/profile', { token: body.data.token })).status).toBe(200)
  })

  it('leaves the guest as they were if it fails', async () => {
    await registerUser()
    const guest = await createGuest()
    expect((await login(guest.token, 'wrong')).status).toBe(401)
    expect((await call('/users/profile', { token: guest.token })).body.data).toMatchObject({ isGuest: true })
  })

  it.each(['apple', 'google'] as const)('of %s merges them, too, also into a user who is new', async (provider) => {
    for (const isKnown of [false, true]) {
      const guest = await createGuest()
      const idToken = await { apple, google }[provider].idToken()
      const { body } = await call(`/users/login/${provider}`, { body: { idToken, guestToken: guest.token } })
      expect(body.data, `known: ${isKnown}`).toMatchObject({ isGuest: false, mergedGuestId: guest._id })
      expect(await exists(guest._id)).toBe(false)
    }
  })

  it('takes as many round trips as without, and says whom it has merged also if D1 lost the first response', async () => {
    skipBackoff()
    await registerUser()
    const guest = await createGuest()
    const { DB, trips } = faultyD1({ trip: 2, moment: 'after' })
    const body = { email: EMAIL, password: PASSWORD, guestToken: guest.token }
    const login = await serviceWith({ DB })('/users/login', { body })
    expect(login.body.data.mergedGuestId).toBe(guest._id)
    expect(trips()).toBe(4) // two, one that finds that all is made, and one that reads
  })

  it('merges a guest once: the second of two logins is only a login', async () => {
    await registerUser()
    const { token, _id } = await createGuest()
    const responses = await Promise.all([login(token), login(token)])
    expect(responses.map(({ status }) => status)).toEqual([200, 200])
    expect(responses.map(({ body }) => body.data.mergedGuestId).sort()).toEqual([_id, undefined])
  })
})

describe("a token that is no live guest's is no reason not to sign in, and merges nobody", () => {
  const others: [string, () => Promise<string>][] = [
    ['no token', async () => 'no token'],
    ['the refresh token of a guest', async () => (await createGuest()).refreshToken],
    [
      'that of a guest who has logged out',
      async () => {
        const { token } = await createGuest()
        await call('/users/logout', { method: 'POST', token })
        return token
      },
    ],
    [
      'that of a guest who is disabled',
      async () => {
        const { _id, token } = await createGuest()
        await disableUser(_id)
        return token
      },
    ],
    [
      'one that has expired',
      async () => {
        const { token } = await createGuest()
        advance(10 * DAY)
        return token
      },
    ],
  ]

  it.each(others)('%s', async (_, make) => {
    stopClock()
    await registerUser()
    const guestToken = await make()
    const { status, body } = await login(guestToken)
    expect(status).toBe(200)
    expect(body.data).not.toHaveProperty('mergedGuestId')
    const { results } = await env.DB.prepare('SELECT is_guest FROM users').all()
    expect(results.length).toBe(guestToken === 'no token' ? 1 : 2)
  })
})
