import { describe, expect, it } from 'vitest'
import { sessionRows } from '../../support/rows.ts'
import { call } from '../../support/service.ts'
import { ACCEPTED, SESSION_ENDED, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { PASSWORD, registerUser } from '../../support/users.ts'

const logout = (token: string) => call('/users/logout', { method: 'POST', token })

describe('a logout', () => {
  it('answers 204 with nothing', async () => {
    const { token } = await registerUser()
    const { status, headers, body } = await logout(token)
    expect(status).toBe(204)
    expect(body).toBe('')
    expect(headers.has('content-type')).toBe(false)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('ends the session and both its tokens', async () => {
    const { token, refreshToken } = await registerUser()
    await logout(token)
    expect(await sessionRows()).toEqual([])
    expect(await tryAccess(token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(refreshToken)).toEqual(SESSION_ENDED)
  })

  it('answers the same again: what is asked for is so', async () => {
    const { token } = await registerUser()
    expect((await logout(token)).status).toBe(204)
    expect((await logout(token)).status).toBe(204)
  })

  it('may come twice at once', async () => {
    const { token } = await registerUser()
    const answers = await Promise.all([logout(token), logout(token), logout(token)])
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204])
  })

  it('ends tokens that were refreshed, too', async () => {
    const { token, refreshToken } = await registerUser()
    const next = (await call('/users/token/refresh', { body: { refreshToken } })).body.data
    await logout(token)
    expect(await tryAccess(next.token)).toEqual(SESSION_ENDED)
    expect(await tryRefresh(next.refreshToken)).toEqual(SESSION_ENDED)
  })

  it("leaves the user's other devices signed in, and everybody else", async () => {
    const { email, token } = await registerUser()
    const otherDevice = (await call('/users/login', { body: { email, password: PASSWORD } })).body.data
    const otherUser = await registerUser({ email: 'other@example.com' })
    await logout(token)
    for (const other of [otherDevice, otherUser]) {
      expect(await tryAccess(other.token)).toEqual(ACCEPTED)
      expect(await tryRefresh(other.refreshToken)).toEqual(ACCEPTED)
    }
  })

  it('demands a token', async () => {
    expect((await call('/users/logout', { method: 'POST' })).body.code).toBe('token_missing')
    expect((await logout('x')).body.code).toBe('token_invalid')
  })
})
