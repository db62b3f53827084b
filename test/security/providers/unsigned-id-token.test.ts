import { describe, expect, it } from 'vitest'
import { forge, withoutSignature } from '../../support/forge.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'

const ALL: ProviderName[] = ['apple', 'google', 'line', 'acme']

// RFC 8725 §3.1: the algorithm is the verifier's to choose.
describe.each(ALL)('an unsigned token of %s', (name) => {
  const provider = providers[name]

  it.each(['none', 'None', 'NONE', '', null, undefined, 'RS256'])('signs nobody in with alg %j', async (alg) => {
    const idToken = await provider.idToken()
    const unsigned = await forge(idToken, { header: { alg }, sign: withoutSignature })
    expect(await tryIdToken(name, unsigned)).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, unsigned.replace(/\.$/, ''))).toEqual(NOT_FOR_US)
    expect(await tryIdToken(name, idToken)).toEqual(TAKEN)
  })

  it('signs nobody in with what was changed after it was signed', async () => {
    const [header, , signature] = (await provider.idToken()).split('.')
    const [, payload] = (await provider.idToken({ sub: 'somebody else' })).split('.')
    expect(await tryIdToken(name, [header, payload, signature].join('.'))).toEqual(NOT_FOR_US)
  })
})
