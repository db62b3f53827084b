import { describe, expect, it } from 'vitest'
import { importKeyring } from '../../src/crypto/keyring.ts'
import { decodeBase64url, encodeBase64url } from '../../src/lib/base64url.ts'

// RFC 8037 A.1.
const JWK = {
  kty: 'OKP',
  crv: 'Ed25519',
  d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
  x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
}

const INPUT = new Uint8Array(new TextEncoder().encode('eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc'))
const SIGNATURE = 'hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg'

const current = async () => (await importKeyring({ keys: [JWK] })).current

describe('RFC 8037', () => {
  it('A.2: the published key is the public part alone', async () => {
    const { publicJwk } = await current()
    expect(publicJwk).toMatchObject({ kty: 'OKP', crv: 'Ed25519', x: JWK.x, alg: 'EdDSA' })
    expect(publicJwk).not.toHaveProperty('d')
  })

  it('A.3: the kid is its thumbprint', async () => {
    expect((await current()).kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k')
  })

  it('A.4: our key makes the very signature', async () => {
    const { signingKey } = await current()
    const signature = new Uint8Array(await crypto.subtle.sign('Ed25519', signingKey, INPUT))
    expect(encodeBase64url(signature)).toBe(SIGNATURE)
  })

  it('A.5: our key verifies it, and no other', async () => {
    const { verifyingKey } = await current()
    const signature = decodeBase64url(SIGNATURE) ?? new Uint8Array()
    expect(await crypto.subtle.verify('Ed25519', verifyingKey, signature, INPUT)).toBe(true)
    signature[0] = (signature[0] ?? 0) ^ 1
    expect(await crypto.subtle.verify('Ed25519', verifyingKey, signature, INPUT)).toBe(false)
  })
})
