import { describe, expect, it } from 'vitest'
import { userRow } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

describe("writing another user's profile", () => {
  it('is not reached by naming them in the body', async () => {
    const victim = await registerUser({ email: 'victim@example.com' })
    const { _id, token } = await registerUser({ email: 'mallory@example.com' })
    const before = await userRow(victim._id)
    const body = { _id: victim._id, id: victim._id, userId: victim._id, email: victim.email, name: 'Owned' }
    const answer = await call('/users/profile', { method: 'PUT', token, body })
    expect(answer.body.data).toMatchObject({ _id, name: 'Owned' })
    expect(await userRow(victim._id)).toEqual(before)
  })

  it('is not reached by naming them in the query', async () => {
    const victim = await registerUser({ email: 'victim@example.com' })
    const { _id, token } = await registerUser({ email: 'mallory@example.com' })
    const before = await userRow(victim._id)
    const path = `/users/profile?_id=${victim._id}&userId=${victim._id}`
    expect((await call(path, { method: 'PUT', token, body: { name: 'Owned' } })).body.data._id).toBe(_id)
    expect((await call(path, { token })).body.data._id).toBe(_id)
    expect(await userRow(victim._id)).toEqual(before)
  })

  it('has no address', async () => {
    const victim = await registerUser({ email: 'victim@example.com' })
    const { token } = await registerUser({ email: 'mallory@example.com' })
    const before = await userRow(victim._id)
    for (const method of ['PUT', 'PATCH', 'POST', 'DELETE']) {
      const atPublic = await call(`/users/profile/public/${victim._id}`, { method, token, body: { name: 'Owned' } })
      expect(atPublic.status).toBe(405)
      const atOwn = await call(`/users/profile/${victim._id}`, { method, token, body: { name: 'Owned' } })
      expect(atOwn.status).toBe(404)
    }
    expect(await userRow(victim._id)).toEqual(before)
  })
})

describe('a guest', () => {
  for (const method of ['GET', 'PUT', 'PATCH']) {
    it(`is refused ${method} /users/profile, with the challenge`, async () => {
      await registerUser()
      const answer = await call('/users/profile', { method, ...(method !== 'GET' && { body: { name: 'Owned' } }) })
      expect(answer).toMatchObject({ status: 401, body: { code: 'token_missing' } })
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
    })
  }

  it('sees of a user what is public, and never the email', async () => {
    const { _id } = await registerUser()
    const { body } = await call(`/users/profile/public/${_id}`)
    expect(Object.keys(body.data).sort()).toEqual(['_id', 'avatarUrl', 'bio', 'createdAt', 'name'])
    expect(JSON.stringify(body)).not.toContain('example.com')
  })
})
