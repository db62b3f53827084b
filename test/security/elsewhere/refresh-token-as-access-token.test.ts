import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

describe('a refresh token, at a server elsewhere', () => {
  it('is no access token', async () => {
    const { refreshToken } = await registerUser()
    expect(await serverElsewhere().tryToken(refreshToken)).toBe('token_invalid typ')
  })

  it('is told by typ alone: it is refused with the claims of both', async () => {
    const { refreshToken } = await registerUser()
    const claims = { iat: Math.floor(Date.now() / 1_000), gen: 0 }
    expect(await serverElsewhere().tryToken(await forge(refreshToken, { claims }))).toBe('token_invalid typ')
  })

  it.each(['JWT', 'application/at+jwt', 'AT+JWT', '', null, undefined, ['at+jwt']])(
    'so is a token whose typ is %j',
    async (typ) => {
      const { token } = await registerUser()
      expect(await serverElsewhere().tryToken(await forge(token, { header: { typ } }))).toBe('token_invalid typ')
    },
  )
})
