import { describe, expect, it } from 'vitest'
import { disableUser } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

describe('GET /users/profile', () => {
  it("is the owner's list of fields and nothing else", async () => {
    const { _id, token } = await registerUser()
    const { status, body } = await call('/users/profile', { token })
    expect(status).toBe(200)
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    expect(body).toEqual({
      data: {
        _id,
        name: 'Syamlal',
        email: 'syamlal@example.com',
        emailVerified: false,
        isGuest: false,
        bio: null,
        avatarUrl: null,
        locale: null,
        createdAt: time,
        updatedAt: time,
        roles: [],
        metadata: {},
        appMetadata: {},
      },
    })
  })

  it('is of whom the token names', async () => {
    const a = await registerUser({ email: 'a@example.com' })
    const b = await registerUser({ email: 'b@example.com' })
    for (const { _id, token, email } of [a, b]) {
      expect((await call('/users/profile', { token })).body.data).toMatchObject({ _id, email })
    }
  })
})

describe('GET /users/profile/public/:userId', () => {
  it('is what anyone may see and nothing else, without a token', async () => {
    const { _id, token } = await registerUser()
    const avatarUrl = 'https://example.com/a.png'
    const changes = { bio: 'Climbs things.', avatarUrl, locale: 'en-GB' }
    const own = await call('/users/profile', { method: 'PUT', token, body: changes })
    const { status, body } = await call(`/users/profile/public/${_id}`)
    expect(status).toBe(200)
    expect(body).toEqual({
      data: { _id, name: 'Syamlal', bio: 'Climbs things.', avatarUrl, createdAt: own.body.data.createdAt },
    })
  })

  it('is the same for a caller with a token, the owner included, and with one that is no good', async () => {
    const { _id, token } = await registerUser()
    const expected = (await call(`/users/profile/public/${_id}`)).body
    for (const presented of [token, 'x']) {
      const { status, body } = await call(`/users/profile/public/${_id}`, { token: presented })
      expect(status).toBe(200)
      expect(body).toEqual(expected)
    }
  })

  for (const userId of ['nobody', 'A'.repeat(22), "' OR 1=1 --", '%', '%25', '../profile', 'syamlal@example.com']) {
    it(`is 404 for ${userId}`, async () => {
      await registerUser()
      const answer = await call(`/users/profile/public/${encodeURIComponent(userId)}`)
      expect(answer).toMatchObject({ status: 404, body: { code: 'user_not_found' } })
    })
  }

  it('is 404 for a disabled user, as if there were none', async () => {
    const { _id } = await registerUser()
    await disableUser(_id)
    const { requestId: _1, ...disabled } = (await call(`/users/profile/public/${_id}`)).body
    const { requestId: _2, ...nobody } = (await call('/users/profile/public/nobody')).body
    expect(disabled).toEqual(nobody)
    expect(disabled).toMatchObject({ status: 404, code: 'user_not_found' })
  })
})
