import { describe, expect, it } from 'vitest'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

// A proxy or a log that looks at one header must not be fooled by another in the other one.
describe('two tokens in one request', () => {
  it('are refused if they differ, although both are good', async () => {
    const a = await registerUser({ email: 'a@example.com' })
    const b = await registerUser({ email: 'b@example.com' })
    const answer = await call('/users/profile', { token: a.token, headers: { authorization: `Bearer ${b.token}` } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
  })

  it('are refused if one of them is no token', async () => {
    const { token } = await registerUser()
    const first = await call('/users/profile', { token, headers: { authorization: 'Bearer x' } })
    expect(first).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
    const second = await call('/users/profile', { token: 'x', headers: { authorization: `Bearer ${token}` } })
    expect(second).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
  })

  it('are refused if one header holds both', async () => {
    const { token } = await registerUser()
    const answer = await call('/users/profile', { token: `${token}, ${token}` })
    expect(answer).toMatchObject({ status: 401, body: { code: 'token_invalid' } })
  })

  it('is fine if it is one token twice', async () => {
    const { token } = await registerUser()
    const answer = await call('/users/profile', { token, headers: { authorization: `Bearer ${token}` } })
    expect(answer.status).toBe(200)
  })
})
