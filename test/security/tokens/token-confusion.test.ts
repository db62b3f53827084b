import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { call } from '../../support/service.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

describe('one token used as the other', () => {
  it('a refresh token is refused as an access token, raw and as Bearer', async () => {
    const { refreshToken } = await registerUser()
    expect(await tryAccess(refreshToken)).toEqual(NOT_OURS)
    const asBearer = await call('/users/profile', { headers: { authorization: `Bearer ${refreshToken}` } })
    expect(asBearer.body.code).toBe('token_invalid')
  })

  it('a refresh token is refused for a logout', async () => {
    const { token, refreshToken } = await registerUser()
    expect((await call('/users/logout', { method: 'POST', token: refreshToken })).body.code).toBe('token_invalid')
    expect((await call('/users/profile', { token })).status).toBe(200)
  })

  it('an access token is refused as a refresh token', async () => {
    const { token } = await registerUser()
    expect(await tryRefresh(token)).toEqual(NOT_OURS)
  })

  it('is told by typ alone: each with the claims of both is refused still', async () => {
    const { token, refreshToken } = await registerUser()
    const claims = { iat: Math.floor(Date.now() / 1_000), jti: 'a-jti' }
    expect(await tryAccess(await forge(refreshToken, { claims }))).toEqual(NOT_OURS)
    expect(await tryRefresh(await forge(token, { claims }))).toEqual(NOT_OURS)
  })
})
