import { verify } from 'hono/jwt'
import type { JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { importKeyring, type KeyringKey } from '../../src/crypto/keyring.ts'
import { readAccessToken } from '../../src/crypto/tokens.ts'
import { decodeBase64url, encodeBase64url } from '../../src/lib/base64url.ts'

const PAYLOAD = 'eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ'
const CLAIMS = { iss: 'joe', exp: 1_300_819_380, 'http://example.com/is_root': true }

const VECTORS: Record<string, { jwk: JWK; header: string; signature: string; algorithm: object }> = {
  'A.1, HS256': {
    jwk: { kty: 'oct', k: 'AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow' },
    header: 'eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9',
    signature: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
    algorithm: { name: 'HMAC' },
  },
  'A.3, ES256': {
    jwk: {
      kty: 'EC',
      crv: 'P-256',
      x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
      y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
      d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI',
    },
    header: 'eyJhbGciOiJFUzI1NiJ9',
    signature: 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
    algorithm: { name: 'ECDSA', hash: 'SHA-256' },
  },
}

const bytes = (text: string) => new Uint8Array(new TextEncoder().encode(text))
const decode = (text: string) => decodeBase64url(text) ?? new Uint8Array()

async function keyOf(jwk: JWK): Promise<KeyringKey> {
  const { current } = await importKeyring({ keys: [jwk] })
  return current
}

describe.each(Object.entries(VECTORS))('RFC 7515 %s', (_, { jwk, header, signature, algorithm }) => {
  const input = `${header}.${PAYLOAD}`
  const time = { exp: false, nbf: false, iat: false } // it expired in 2011

  it('verifies with the key as our keyring imports it', async () => {
    const { verifyingKey, alg } = await keyOf(jwk)
    expect(await verify(`${input}.${signature}`, verifyingKey, { alg, ...time })).toEqual(CLAIMS)
    expect(await crypto.subtle.verify(algorithm as any, verifyingKey, decode(signature), bytes(input))).toBe(true)
  })

  it('verifies no longer with one bit of its input or its signature changed', async () => {
    const { verifyingKey, alg } = await keyOf(jwk)
    const altered = decode(signature)
    altered[0] = (altered[0] ?? 0) ^ 1
    for (const token of [
      `${input}.${encodeBase64url(altered)}`,
      `${header}.${PAYLOAD.replace('e', 'f')}.${signature}`,
    ]) {
      await expect(verify(token, verifyingKey, { alg, ...time })).rejects.toThrow()
    }
  })

  it('has expired where that is asked', async () => {
    const { verifyingKey, alg } = await keyOf(jwk)
    await expect(verify(`${input}.${signature}`, verifyingKey, alg)).rejects.toThrow(/expired/)
  })

  it('is no access token of ours, although the key is: it names no kid, type, audience and session', async () => {
    const keyring = await importKeyring({ keys: [jwk] })
    const scope = { keyring, issuer: 'joe', audience: 'latchkey' }
    expect(await readAccessToken(scope, `${input}.${signature}`, new Date())).toBeUndefined()
  })

  it('is signed alike by our key', async () => {
    const { signingKey, verifyingKey } = await keyOf(jwk)
    const ours = new Uint8Array(await crypto.subtle.sign(algorithm as any, signingKey, bytes(input)))
    expect(ours).toHaveLength(decode(signature).length)
    if (jwk.kty === 'oct') expect(encodeBase64url(ours)).toBe(signature)
    else expect(await crypto.subtle.verify(algorithm as any, verifyingKey, ours, bytes(input))).toBe(true) // drawn anew
  })
})

describe('RFC 7515 §2, base64url', () => {
  it('is written without padding and read in that one spelling: Appendix C', () => {
    const octets = new Uint8Array([3, 236, 255, 224, 193])
    expect(encodeBase64url(octets)).toBe('A-z_4ME')
    expect(decodeBase64url('A-z_4ME')).toEqual(octets)
    for (const text of ['A-z_4ME=', 'A+z/4ME', 'A-z_4MF', 'A-z_4ME\n', ' A-z_4ME']) {
      expect(decodeBase64url(text)).toBeUndefined()
    }
  })
})
