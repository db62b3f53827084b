import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

const now = () => Math.floor(Date.now() / 1_000)

describe('a token without an end or before its time, at a server elsewhere', () => {
  it.each([undefined, null, '9999999999', 'never'])('is refused where exp is %j', async (exp) => {
    const { token } = await registerUser()
    expect(await serverElsewhere().tryToken(await forge(token, { claims: { exp } }))).toBe('token_invalid exp')
  })

  it('is refused past its end, however long ago that was', async () => {
    const { token } = await registerUser()
    for (const exp of [now() - 1, 0, -1])
      expect(await serverElsewhere().tryToken(await forge(token, { claims: { exp } }))).toBe('token_expired')
  })

  it('is refused before nbf', async () => {
    const { token } = await registerUser()
    const early = await forge(token, { claims: { nbf: now() + 3_600 } })
    expect(await serverElsewhere().tryToken(early)).toBe('token_invalid nbf')
  })
})
