import { describe, expect, it } from 'vitest'
import { createGuest } from '../../support/guests.ts'
import { userRow } from '../../support/rows.ts'
import { call, serviceWith } from '../../support/service.ts'

describe('beginning as a guest', () => {
  it('answers 201 with a profile without an email, and with tokens that work', async () => {
    const { token, refreshToken, ...profile } = await createGuest()
    expect(profile).toMatchObject({ name: 'Guest', email: null, emailVerified: false, isGuest: true })
    const { body } = await call('/users/profile', { token })
    expect(body.data).toEqual(profile)
    expect((await call('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
  })

  it('takes a name, and what the device is called', async () => {
    const { token, name } = await createGuest(call, { name: 'Robin', deviceName: "Robin's phone" })
    expect(name).toBe('Robin')
    const { body } = await call('/users/sessions', { token })
    expect(body.data).toMatchObject([{ deviceName: "Robin's phone" }])
  })

  it('gives no way in: neither an email, nor a password, nor an identity', async () => {
    const { _id, token } = await createGuest()
    expect(await userRow(_id)).toMatchObject({ email: null, password_hash: null })
    expect((await call('/users/identities', { token })).body.data).toEqual([])
  })

  it('makes another guest each time', async () => {
    expect((await createGuest())._id).not.toBe((await createGuest())._id)
  })

  it.each(['off', undefined])('answers 501 where the setting is %s', async (GUESTS) => {
    const { status, body } = await serviceWith({ GUESTS })('/users/guest', { body: {} })
    expect({ status, code: body.code }).toEqual({ status: 501, code: 'guests_not_configured' })
  })
})
