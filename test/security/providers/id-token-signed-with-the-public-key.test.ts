import { exportSPKI, importJWK, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { forge, signHS256 } from '../../support/forge.ts'
import { NOT_FOR_US, type ProviderName, TAKEN, tryIdToken } from '../../support/provider-login.ts'
import { providers } from '../../support/providers.ts'

const ALL: ProviderName[] = ['apple', 'google', 'line', 'acme']

/** A public key in every form that an attacker may take for the verifier's secret. */
async function formsOf(jwk: JWK): Promise<(string | Uint8Array)[]> {
  const key = await importJWK(jwk, jwk.alg, { extractable: true })
  if (!(key instanceof CryptoKey)) throw new Error('not a public key')
  const pem = await exportSPKI(key)
  const der = new Uint8Array((await crypto.subtle.exportKey('spki', key)) as ArrayBuffer)
  return [pem, `${pem.trim()}\n`, der, JSON.stringify(jwk), jwk.n ?? jwk.x ?? '']
}

// RFC 8725 §2.1: the providers' public keys are known to everyone, and must not pass for a shared secret.
describe.each(ALL)('a token signed by HMAC with a public key of %s as its secret', (name) => {
  it.each(['HS256', 'HS384', 'hs256', 'RS256', 'ES256'])(
    'signs nobody in with alg %s, whatever form of the key was used',
    async (alg) => {
      const idToken = await providers[name].idToken()
      const { publicJwk } = await providers[name].firstKey()
      for (const secret of await formsOf(publicJwk)) {
        expect(await tryIdToken(name, await forge(idToken, { header: { alg }, sign: signHS256(secret) }))).toEqual(
          NOT_FOR_US,
        )
      }
      expect(await tryIdToken(name, idToken)).toEqual(TAKEN)
    },
  )
})
