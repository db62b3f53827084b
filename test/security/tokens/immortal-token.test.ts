import { decodeJwt } from 'jose'
import { describe, expect, it } from 'vitest'
import { advance, DAY, SECOND, stopClock } from '../../support/clock.ts'
import { forge } from '../../support/forge.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

// RFC 9068 §2.2 requires `exp`; a verifier that only checks it where it is lets a token live for ever.
describe('a token without a usable end', () => {
  const ends: [string, unknown][] = [
    ['no exp', undefined],
    ['exp null', null],
    ['exp as text', '9999999999'],
    ['exp as an array', [9999999999]],
    ['exp true', true],
  ]

  for (const [name, exp] of ends) {
    it(`is refused: ${name}`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { claims: { exp } }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { claims: { exp } }))).toEqual(NOT_OURS)
    })
  }

  for (const claim of ['sub', 'sid', 'iat']) {
    for (const value of [undefined, null, '', {}]) {
      it(`is refused as an access token: ${claim} ${JSON.stringify(value)}`, async () => {
        const { token } = await registerUser()
        expect(await tryAccess(await forge(token, { claims: { [claim]: value } }))).toEqual(NOT_OURS)
      })
    }
  }

  for (const claim of ['sub', 'sid', 'jti']) {
    for (const value of [undefined, null, '', {}]) {
      it(`is refused as a refresh token: ${claim} ${JSON.stringify(value)}`, async () => {
        const { refreshToken } = await registerUser()
        expect(await tryRefresh(await forge(refreshToken, { claims: { [claim]: value } }))).toEqual(NOT_OURS)
      })
    }
  }
})

describe('an expired access token', () => {
  it('passes in the last second of its life and is refused from its exp on', async () => {
    stopClock()
    const { token } = await registerUser()
    const { iat = 0, exp = 0 } = decodeJwt(token)
    expect(exp - iat).toBe((10 * DAY) / SECOND)
    advance(10 * DAY - SECOND)
    expect((await tryAccess(token)).status).toBe(200)
    advance(SECOND)
    expect(await tryAccess(token)).toEqual({ ...NOT_OURS, code: 'token_expired' })
  })
})
