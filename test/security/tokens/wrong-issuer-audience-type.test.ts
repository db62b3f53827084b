import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { ORIGIN } from '../../support/origin.ts'
import { call, serviceWith } from '../../support/service.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

// RFC 8725 §3.8, §3.9, §3.11.
describe('a token that our key signed for something else', () => {
  const claims = [
    { iss: 'https://attacker.example' },
    { iss: `${ORIGIN}/` },
    { iss: ORIGIN.toUpperCase() },
    { iss: [ORIGIN] },
    { iss: undefined },
    { iss: '' },
    { aud: 'another-service' },
    { aud: ['another-service', 'Latchkey'] },
    { aud: undefined },
    { aud: '' },
    { aud: [] },
    { aud: [['latchkey']] },
  ]
  for (const change of claims) {
    it(`is refused: ${JSON.stringify(change)}`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { claims: change }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { claims: change }))).toEqual(NOT_OURS)
    })
  }

  for (const typ of ['JWT', 'jwt', 'id+jwt', 'at', '', null, undefined, ['at+jwt', 'rt+jwt'], 5]) {
    it(`is refused: typ ${JSON.stringify(typ)}`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { header: { typ } }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { header: { typ } }))).toEqual(NOT_OURS)
    })
  }

  it('is refused by the same service at another PUBLIC_URL', async () => {
    const { token, refreshToken } = await registerUser({}, serviceWith({ PUBLIC_URL: 'https://staging.example.com' }))
    expect(await tryAccess(token)).toEqual(NOT_OURS)
    expect(await tryRefresh(refreshToken)).toEqual(NOT_OURS)
  })

  it('is refused by a service with another TOKEN_AUDIENCE and the same keys and database', async () => {
    const { token } = await registerUser()
    const sibling = serviceWith({ TOKEN_AUDIENCE: 'admin' })
    expect((await sibling('/users/profile', { token })).body.code).toBe('token_invalid')
    expect((await call('/users/profile', { token })).status).toBe(200)
  })
})
