import { describe, expect, it } from 'vitest'
import { forge } from '../../support/forge.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

// RFC 7515 §4.1.11: whoever does not understand a critical extension refuses the token. We understand none.
describe('a token with crit', () => {
  const headers = [
    { crit: ['b64'], b64: false },
    { crit: ['exp'], exp: 0 },
    { crit: ['https://attacker.example/extension'], 'https://attacker.example/extension': true },
    { crit: [] },
    { crit: null },
  ]

  for (const header of headers) {
    it(`is refused: ${JSON.stringify(header)}`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { header }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { header }))).toEqual(NOT_OURS)
    })
  }
})
