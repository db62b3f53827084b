import { describe, expect, it } from 'vitest'
import { sessionRows, userRow, userRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

/** What nobody may set about themselves. As text: an object literal cannot hold `__proto__` as a member. */
const UNASKED = `
  "role": "admin", "_id": "chosen", "id": "chosen", "email": "chosen@example.com", "password": "chosen password",
  "passwordHash": "chosen", "password_hash": "chosen", "disabledAt": 1, "disabled_at": 1, "createdAt": 1,
  "updatedAt": 1, "emailVerifiedAt": 1, "roles": ["admin"], "appMetadata": {"plan": "pro"}, "userMetadata": {"a": 1}, "token": "chosen", "__proto__": {"role": "admin", "name": "Mallory"},
  "constructor": {"prototype": {"role": "admin"}}`

const json = { 'content-type': 'application/json' }

describe('a profile with more in it than the fillable fields', () => {
  for (const method of ['PUT', 'PATCH']) {
    it(`${method} ignores the rest, and merges what is fillable`, async () => {
      const { _id, token } = await registerUser()
      const before = await userRow(_id)
      const answer = await call('/users/profile', { method, token, headers: json, body: `{"bio": "new", ${UNASKED}}` })
      expect(answer.status).toBe(200)
      const { updated_at, ...after } = await userRow(_id)
      expect(after).toEqual({ ...before, updated_at: undefined, bio: 'new' })
      expect(updated_at).toBeGreaterThanOrEqual(before.updated_at)
      expect(answer.body.data).toMatchObject({ _id, name: 'Syamlal', email: 'syamlal@example.com', bio: 'new' })
      expect(answer.body.data).not.toHaveProperty('role')
      expect({}).not.toHaveProperty('role')
    })

    it(`${method} changes nothing at all if nothing in it is fillable`, async () => {
      const { _id, token } = await registerUser()
      const before = await userRow(_id)
      const answer = await call('/users/profile', { method, token, headers: json, body: `{${UNASKED}}` })
      expect(answer.status).toBe(200)
      expect(await userRow(_id)).toEqual(before)
    })
  }

  it('is no other as a form', async () => {
    const { _id, token } = await registerUser()
    const before = await userRow(_id)
    const form = 'role=admin&_id=chosen&password=chosen&email=chosen%40example.com&__proto__=x&__proto__[role]=admin'
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    const answer = await call('/users/profile', { method: 'PUT', token, headers, body: form })
    expect(answer.status).toBe(200)
    expect(await userRow(_id)).toEqual(before)
  })

  it('leaves the password and the email as they were: the old ones log in', async () => {
    const { email, token } = await registerUser()
    await call('/users/profile', { method: 'PUT', token, headers: json, body: `{${UNASKED}}` })
    expect((await call('/users/login', { body: { email, password: PASSWORD } })).status).toBe(200)
    const chosen = { email: 'chosen@example.com', password: 'chosen password' }
    expect((await call('/users/login', { body: chosen })).status).toBe(401)
  })
})

describe('a registration with more in it than it takes', () => {
  it('ignores the rest', async () => {
    const body = `{"name": "Robin", ${UNASKED}, "email": "robin@example.com", "password": "${PASSWORD}"}`
    const answer = await call('/users/register', { headers: json, body })
    expect(answer.status).toBe(201)
    const [user] = await userRows()
    expect(user).toMatchObject({ name: 'Robin', email: 'robin@example.com', disabled_at: null })
    expect(user?.id).not.toBe('chosen')
    expect(user?.created_at).toBeGreaterThan(1)
    expect(await sessionRows()).toHaveLength(1)
  })
})
