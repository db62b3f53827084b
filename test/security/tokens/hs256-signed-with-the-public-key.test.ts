import { exportSPKI, importJWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../../scripts/support/new-jwk-set.ts'
import { forge, signHS256 } from '../../support/forge.ts'
import { call, serviceWith } from '../../support/service.ts'
import { NOT_OURS, tryAccess, tryRefresh } from '../../support/try-token.ts'
import { registerUser } from '../../support/users.ts'

/** The public key in every form that an attacker may take for the verifier's secret. */
async function publicKeyForms(): Promise<[string, string | Uint8Array][]> {
  const [jwk] = (await call('/.well-known/jwks.json')).body.keys
  const key = await importJWK(jwk, 'ES256', { extractable: true })
  if (!(key instanceof CryptoKey)) throw new Error('not a public key')
  const pem = await exportSPKI(key)
  return [
    ['PEM', pem],
    ['PEM with a newline', `${pem.trim()}\n`],
    ['DER', new Uint8Array((await crypto.subtle.exportKey('spki', key)) as ArrayBuffer)],
    ['point', new Uint8Array((await crypto.subtle.exportKey('raw', key)) as ArrayBuffer)],
    ['JWK', JSON.stringify(jwk)],
    ['x', jwk.x],
  ]
}

// RFC 8725 §2.1: a verifier that lets the token choose takes the public key for a shared secret.
describe('a token signed by HS256 with the public key as its secret', () => {
  for (const alg of ['HS256', 'hs256', 'ES256']) {
    it(`is refused with alg ${alg}, whatever form of the key was used`, async () => {
      const { token, refreshToken } = await registerUser()
      for (const [form, secret] of await publicKeyForms()) {
        const forgery = { header: { alg }, sign: signHS256(secret) }
        expect(await tryAccess(await forge(token, forgery)), form).toEqual(NOT_OURS)
        expect(await tryRefresh(await forge(refreshToken, forgery)), form).toEqual(NOT_OURS)
      }
    })
  }

  it('is refused where the keyring has a shared secret beside it, by either kid', async () => {
    const { keys: old } = await newJwkSet('HS256')
    const { keys } = await newJwkSet('ES256', old)
    const service = serviceWith({ JWT_KEYS: JSON.stringify({ keys }) })
    const { token } = await registerUser({}, service)
    const [jwk] = (await service('/.well-known/jwks.json')).body.keys
    for (const { kid } of keys) {
      const forgery = await forge(token, { header: { alg: 'HS256', kid }, sign: signHS256(JSON.stringify(jwk)) })
      expect((await service('/users/profile', { token: forgery })).body.code).toBe('token_invalid')
    }
  })
})
