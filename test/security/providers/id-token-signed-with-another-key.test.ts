import { afterEach, describe, expect, it, vi } from 'vitest'
import { forge, strangersKey } from '../../support/forge.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { mendProviders, newKey, providers, signRS256 } from '../../support/providers.ts'

const BOTH: ProviderName[] = ['apple', 'google']
const STRANGERS_URL = 'https://attacker.example/keys.json'

afterEach(() => {
  mendProviders()
  vi.restoreAllMocks()
})

describe.each(BOTH)('a token that looks like one of %s, but is signed with another key', (name) => {
  const provider = providers[name]
  const other = providers[name === 'apple' ? 'google' : 'apple']

  it("signs nobody in under the provider's kid, under another and under none", async () => {
    const { kid } = await provider.firstKey()
    const strangers = await newKey()
    for (const claimed of [kid, strangers.kid, '', undefined, null, 5, [kid], {}, { toString: 1 }]) {
      provider.passCooldown() // before, it is told to come again
      const idToken = await provider.idToken() // after: it has not expired then
      const forgery = await forge(idToken, { header: { kid: claimed }, sign: signRS256(strangers.privateKey) })
      expect(await tryIdToken(name, forgery), JSON.stringify(claimed)).toEqual(NOT_FOR_US)
    }
    expect(await tryIdToken(name, await provider.idToken())).toEqual(TAKEN)
  })

  it('signs nobody in who does not say with which key, although it is the right one', async () => {
    const idToken = await provider.idToken()
    const { kid, privateKey } = await provider.firstKey()
    for (const claimed of ['', undefined, null, 5, [kid], {}]) {
      const forgery = await forge(idToken, { header: { kid: claimed }, sign: signRS256(privateKey) })
      expect(await tryIdToken(name, forgery), JSON.stringify(claimed)).toEqual(NOT_FOR_US)
    }
  })

  it('does not fail for who does not say so while the provider has two keys', async () => {
    provider.outlastKeys()
    const { privateKey } = await provider.addKey()
    const idToken = await provider.idToken()
    for (const claimed of ['', undefined, null, 5, {}]) {
      const forgery = await forge(idToken, { header: { kid: claimed }, sign: signRS256(privateKey) })
      expect(await tryIdToken(name, forgery), JSON.stringify(claimed)).toEqual(NOT_FOR_US)
    }
  })

  it("signs nobody in with the other provider's key", async () => {
    expect(await tryIdToken(name, await provider.idToken({}, await other.firstKey()))).toEqual(NOT_FOR_US)
  })

  it('signs nobody in with a key of another algorithm', async () => {
    const { sign } = await strangersKey()
    for (const alg of ['ES256', 'PS256', 'RS384', 'RS512', 'EdDSA']) {
      const forgery = await forge(await provider.idToken(), { header: { alg }, sign })
      expect(await tryIdToken(name, forgery), alg).toEqual(NOT_FOR_US)
    }
  })

  it('signs nobody in with the right key under the name of another algorithm', async () => {
    const { privateKey } = await provider.firstKey()
    for (const alg of ['RS384', 'RS512', 'PS256', 'ES256', 'HS256', 'rs256']) {
      const forgery = await forge(await provider.idToken(), { header: { alg }, sign: signRS256(privateKey) })
      expect(await tryIdToken(name, forgery), alg).toEqual(NOT_FOR_US)
    }
  })

  // RFC 8725 §3.10.
  it('signs nobody in with a key that it brings, and no address in it is asked', async () => {
    await provider.idToken()
    expect(await tryIdToken(name, await provider.idToken())).toEqual(TAKEN)
    const asked = vi.spyOn(globalThis, 'fetch')
    const { kid, privateKey, publicJwk } = await newKey()
    const { kid: known } = await provider.firstKey()
    for (const header of [{ jwk: publicJwk }, { jku: STRANGERS_URL }, { x5u: STRANGERS_URL }, { x5c: ['MIIB'] }]) {
      for (const claimed of [kid, known]) {
        provider.passCooldown()
        const sign = signRS256(privateKey)
        const forgery = await forge(await provider.idToken(), { header: { ...header, kid: claimed }, sign })
        expect(await tryIdToken(name, forgery)).toEqual(NOT_FOR_US)
      }
    }
    expect(asked.mock.calls.map(([url]) => String(url)).filter((url) => url !== provider.keysUrl)).toEqual([])
  })

  // RFC 7515 §4.1.11: what must be understood is not.
  it('signs nobody in with a crit header', async () => {
    const { privateKey } = await provider.firstKey()
    const header = { crit: ['exp'], exp: 1 }
    const forgery = await forge(await provider.idToken(), { header, sign: signRS256(privateKey) })
    expect(await tryIdToken(name, forgery)).toEqual(NOT_FOR_US)
  })
})
