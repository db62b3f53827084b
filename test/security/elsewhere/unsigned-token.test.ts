import { describe, expect, it } from 'vitest'
import { forge, withoutSignature } from '../../support/forge.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { registerUser } from '../../support/users.ts'

// RFC 8725 §3.1: the algorithm is the verifier's to choose.
describe('an unsigned token, at a server elsewhere', () => {
  for (const alg of ['none', 'None', 'NONE', '', null, undefined, ['none'], 'ES256']) {
    it(`is refused with alg ${JSON.stringify(alg)}, with no signature and with that of a good token`, async () => {
      const { tryToken } = serverElsewhere()
      const { token } = await registerUser()
      const unsigned = await forge(token, { header: { alg }, sign: withoutSignature })
      const signature = token.slice(token.lastIndexOf('.'))
      expect(await tryToken(unsigned)).toMatch(/^token_invalid (alg|signature|form)$/)
      expect(await tryToken(unsigned.replace(/\.$/, ''))).toMatch(/^token_invalid (alg|form)$/)
      if (alg !== 'ES256') expect(await tryToken(unsigned.replace(/\.$/, signature))).toBe('token_invalid alg')
      expect(await tryToken(token)).toBe('accepted')
    })
  }
})
