import { calculateJwkThumbprint, type JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../scripts/support/new-jwk-set.ts'
import { importKeyring } from '../../src/crypto/keyring.ts'
import { encodeBase64url } from '../../src/lib/base64url.ts'

// RFC 7638 §3.1. We import no RSA keys, so it is shown for what calculates our kids.
const RSA = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
}

/** The members that §3.2 (and RFC 8037 §2) demand of each type, in the order of §3.3. */
const REQUIRED = {
  EC: ['crv', 'kty', 'x', 'y'],
  OKP: ['crv', 'kty', 'x'],
  oct: ['k', 'kty'],
} as const

async function byHand(jwk: JWK): Promise<string> {
  const members = REQUIRED[jwk.kty as keyof typeof REQUIRED].map((name) => [name, jwk[name]])
  const json = new TextEncoder().encode(JSON.stringify(Object.fromEntries(members)))
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', json)))
}

describe('RFC 7638', () => {
  it('§3.1: the thumbprint of the example', async () => {
    expect(await calculateJwkThumbprint(RSA)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs')
  })

  it.each(['ES256', 'EdDSA', 'HS256'])(
    '§3.2: a %s key without a kid gets its thumbprint, and so do new keys',
    async (alg) => {
      const { keys } = await newJwkSet(alg)
      const [{ kid, ...bare } = { kty: '' }] = keys
      const { current } = await importKeyring({ keys: [bare] })
      expect(current.kid).toBe(await byHand(bare))
      expect(kid).toBe(current.kid)
    },
  )

  it('§3.2: no other member matters', async () => {
    const { keys } = await newJwkSet()
    const [{ kid: _, ...bare } = { kty: '' }] = keys
    const { use: _use, alg: _alg, ...least } = bare
    expect((await importKeyring({ keys: [least] })).current.kid).toBe(
      (await importKeyring({ keys: [bare] })).current.kid,
    )
  })
})
