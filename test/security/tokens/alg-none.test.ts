import { describe, expect, it } from 'vitest'
import { forge, withoutSignature } from '../../support/forge.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

// RFC 8725 §3.1: the algorithm is the verifier's to choose.
describe('an unsigned token', () => {
  for (const alg of ['none', 'None', 'NONE', 'nOnE', '', null, undefined]) {
    it(`is refused with alg ${JSON.stringify(alg)} and an empty signature`, async () => {
      const { token, refreshToken } = await registerUser()
      expect(await tryAccess(await forge(token, { header: { alg }, sign: withoutSignature }))).toEqual(NOT_OURS)
      expect(await tryRefresh(await forge(refreshToken, { header: { alg }, sign: withoutSignature }))).toEqual(NOT_OURS)
    })
  }

  it('is refused with alg none and the signature of a good token', async () => {
    const { token } = await registerUser()
    const signature = token.slice(token.lastIndexOf('.'))
    const unsigned = await forge(token, { header: { alg: 'none' }, sign: withoutSignature })
    expect(await tryAccess(unsigned.replace(/\.$/, signature))).toEqual(NOT_OURS)
  })

  it('is refused with no third part at all', async () => {
    const { token } = await registerUser()
    const unsigned = await forge(token, { header: { alg: 'none' }, sign: withoutSignature })
    expect(await tryAccess(unsigned.replace(/\.$/, ''))).toEqual(NOT_OURS)
  })

  it('is refused while it claims the algorithm of the key', async () => {
    const { token } = await registerUser()
    expect(await tryAccess(await forge(token, { sign: withoutSignature }))).toEqual(NOT_OURS)
  })
})
