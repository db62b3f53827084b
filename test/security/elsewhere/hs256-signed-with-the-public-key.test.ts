import { exportSPKI, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { forge, signHS256 } from '../../support/forge.ts'
import { serverElsewhere } from '../../support/server-elsewhere.ts'
import { call } from '../../support/service.ts'
import { registerUser } from '../../support/users.ts'

/** The public key in the forms that an attacker may take for the verifier's secret. */
async function publicKeyForms(): Promise<(string | Uint8Array)[]> {
  const [jwk] = (await call('/.well-known/jwks.json')).body.keys
  const key = await importJWK(jwk, 'ES256', { extractable: true })
  if (!(key instanceof CryptoKey)) throw new Error('not a public key')
  const pem = await exportSPKI(key)
  const raw = new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer)
  return [pem, `${pem.trim()}\n`, raw, JSON.stringify(jwk), jwk.x]
}

// RFC 8725 §2.1: a verifier that lets the token choose takes the public key for a shared secret.
describe('a token signed by HS256 with the public key as its secret, at a server elsewhere', () => {
  it.each([
    ['HS256', 'alg'],
    ['hs256', 'alg'],
    ['ES256', 'signature'],
    ['EdDSA', 'alg'],
  ])('is refused with alg %s, whatever form of the key was used', async (alg, reason) => {
    const { tryToken } = serverElsewhere()
    const { token } = await registerUser()
    for (const secret of await publicKeyForms()) {
      const forged = await forge(token, { header: { alg }, sign: signHS256(secret) })
      expect(await tryToken(forged)).toBe(`token_invalid ${reason}`)
    }
    expect(await tryToken(token)).toBe('accepted')
  })
})
