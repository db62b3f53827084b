import { createLocalJWKSet, decodeProtectedHeader, exportJWK, generateKeyPair, type JWK, jwtVerify } from 'jose'
import { describe, expect, it } from 'vitest'
import { newJwkSet } from '../../scripts/support/new-jwk-set.ts'
import { importKeyring } from '../../src/crypto/keyring.ts'
import { ORIGIN } from '../support/origin.ts'
import { newPerson } from '../support/person.ts'
import { type Service, serviceWith } from '../support/service.ts'
import { registerUser } from '../support/users.ts'

const withKeys = (keys: JWK[]): Service => serviceWith({ JWT_KEYS: JSON.stringify({ keys }) })

async function newKey(alg = 'ES256'): Promise<JWK> {
  const { keys } = await newJwkSet(alg)
  const [key] = keys
  if (!key) throw new Error('no key')
  return key
}

/** Verifies a token as a service of somebody else would: with jose, and what we publish. */
async function verifyElsewhere(token: string, service: Service) {
  const { body } = await service('/.well-known/jwks.json')
  const expected = { issuer: ORIGIN, audience: 'latchkey', typ: 'at+jwt' }
  return jwtVerify(token, createLocalJWKSet(body), expected)
}

describe('keys of each algorithm', () => {
  for (const alg of ['ES256', 'EdDSA', 'HS256']) {
    it(`${alg} signs and verifies both tokens`, async () => {
      const key = await newKey(alg)
      const service = withKeys([key])
      const { token, refreshToken } = await registerUser({}, service)
      expect(decodeProtectedHeader(token)).toEqual({ alg, kid: key.kid, typ: 'at+jwt' })
      expect(decodeProtectedHeader(refreshToken)).toEqual({ alg, kid: key.kid, typ: 'rt+jwt' })
      expect((await service('/users/profile', { token })).status).toBe(200)
      expect((await service('/users/token/refresh', { body: { refreshToken } })).status).toBe(200)
    })

    it(`${alg}: a key without alg, use and kid is enough`, async () => {
      const { alg: _alg, use: _use, kid, ...bare } = await newKey(alg)
      const service = withKeys([bare])
      const { token } = await registerUser({}, service)
      expect(decodeProtectedHeader(token)).toMatchObject({ alg, kid }) // the RFC 7638 thumbprint, as npm run keys has it
      expect((await service('/users/profile', { token })).status).toBe(200)
    })

    it(`${alg}: members that it does not need do not change the id that it gets`, async () => {
      const { kid, ...key } = await newKey(alg)
      const { byId } = await importKeyring({ keys: [{ k: 'AAAA', x: 'AAAA', y: 'AAAA', ...key }] })
      expect([...byId.keys()]).toEqual([kid])
    })
  }

  for (const alg of ['ES256', 'EdDSA']) {
    it(`${alg}: an independent library accepts the token by the published key`, async () => {
      const service = withKeys([await newKey(alg)])
      const { _id, token } = await registerUser({}, service)
      const { payload } = await verifyElsewhere(token, service)
      expect(payload).toMatchObject({ sub: _id, sid: expect.any(String), iss: ORIGIN, aud: 'latchkey' })
    })
  }
})

describe('the published key set', () => {
  it('has the public parts of the asymmetric keys, and nothing private', async () => {
    const [ec, ed, secret] = [await newKey('ES256'), await newKey('EdDSA'), await newKey('HS256')]
    const { status, body } = await withKeys([secret, ec, ed])('/.well-known/jwks.json')
    expect(status).toBe(200)
    expect(body).toEqual({
      keys: [
        { kty: 'EC', crv: 'P-256', x: ec.x, y: ec.y, kid: ec.kid, alg: 'ES256', use: 'sig' },
        { kty: 'OKP', crv: 'Ed25519', x: ed.x, kid: ed.kid, alg: 'EdDSA', use: 'sig' },
      ],
    })
    for (const hidden of [ec.d, ed.d, secret.k, secret.kid]) expect(JSON.stringify(body)).not.toContain(hidden)
  })

  it('is empty where only a shared secret signs', async () => {
    expect((await withKeys([await newKey('HS256')])('/.well-known/jwks.json')).body).toEqual({ keys: [] })
  })
})

describe('a rotation', () => {
  it('lets old and new tokens pass, here and elsewhere, and signs with the new key', async () => {
    const { keys: old } = await newJwkSet()
    const before = await registerUser({ email: 'before@example.com' }, withKeys(old))
    const { keys } = await newJwkSet('ES256', old) // as `npm run keys` does with the old set on standard input
    const rotated = withKeys(keys)
    const after = await registerUser({ email: 'after@example.com' }, rotated)
    expect(decodeProtectedHeader(before.token).kid).toBe(old[0]?.kid)
    expect(decodeProtectedHeader(after.token).kid).toBe(keys[0]?.kid)
    for (const { _id, token } of [before, after]) {
      expect((await rotated('/users/profile', { token })).status).toBe(200)
      expect((await verifyElsewhere(token, rotated)).payload.sub).toBe(_id)
    }
  })

  it('brings an old session to the new key by its next refresh', async () => {
    const { keys: old } = await newJwkSet()
    const { refreshToken } = await registerUser({}, withKeys(old))
    const { keys } = await newJwkSet('EdDSA', old)
    const { body } = await withKeys(keys)('/users/token/refresh', { body: { refreshToken } })
    expect(decodeProtectedHeader(body.data.token)).toMatchObject({ alg: 'EdDSA', kid: keys[0]?.kid })
    expect(decodeProtectedHeader(body.data.refreshToken)).toMatchObject({ alg: 'EdDSA', kid: keys[0]?.kid })
  })

  it('tells others of the algorithms of both keys', async () => {
    const { keys: old } = await newJwkSet()
    const { keys } = await newJwkSet('EdDSA', old)
    const { body } = await withKeys(keys)('/.well-known/openid-configuration')
    expect(body.id_token_signing_alg_values_supported).toEqual(['EdDSA', 'ES256'])
  })

  it('leaves a code good that was mailed since, when the old key is taken out', async () => {
    const [old, next] = [await newKey(), await newKey('EdDSA')]
    const person = await newPerson({ settings: { JWT_KEYS: JSON.stringify({ keys: [next, old] }) } })
    const body = { code: person.mailbox.lastCode() }
    const answer = await withKeys([next])('/users/email/verify', { token: person.token, body })
    expect(answer.status).toBe(200)
  })

  it('makes the tokens of a removed key fail, here and elsewhere', async () => {
    const { keys: old } = await newJwkSet()
    const { token } = await registerUser({}, withKeys(old))
    const service = withKeys([await newKey()])
    expect((await service('/users/profile', { token })).body.code).toBe('token_invalid')
    await expect(verifyElsewhere(token, service)).rejects.toThrow('no applicable key')
  })
})

describe('a key set that cannot be used', () => {
  const rsa = async () => exportJWK((await generateKeyPair('RS256', { extractable: true })).privateKey)
  const p384 = async () => exportJWK((await generateKeyPair('ES384', { extractable: true })).privateKey)
  const publicOnly = async (alg: string): Promise<JWK> => {
    const { d: _, ...jwk } = await newKey(alg)
    return jwk
  }
  const wrong: [string, () => Promise<JWK>, string][] = [
    ['an RSA key', rsa, 'is not for ES256, EdDSA or HS256'],
    ['a key on P-384', p384, 'is not for ES256, EdDSA or HS256'],
    ['a kind that nobody knows', async () => ({ kty: 'constructor' }), ''],
    ['a key for another algorithm', async () => ({ ...(await newKey()), alg: 'ES384' }), 'is not for ES256'],
    ['an EC key that says EdDSA', async () => ({ ...(await newKey()), alg: 'EdDSA' }), 'is not for ES256'],
    ['a key for encryption', async () => ({ ...(await newKey()), use: 'enc' }), 'is not for signing'],
    ['a key that only verifies', async () => ({ ...(await newKey()), key_ops: ['verify'] }), 'is not for signing'],
    ['a public EC key', () => publicOnly('ES256'), 'is not a usable private key'],
    ['a public Ed25519 key', () => publicOnly('EdDSA'), 'is not a usable private key'],
    ['a secret of 31 bytes', async () => ({ kty: 'oct', k: 'A'.repeat(42) }), 'is not a usable private key'],
    ['a secret that is missing', async () => ({ kty: 'oct' }), 'is not a usable private key'],
    ['a damaged EC key', async () => ({ ...(await newKey()), x: 'AAAA' }), 'is not a usable private key'],
    ['a damaged Ed25519 key', async () => ({ ...(await newKey('EdDSA')), d: 'AAAA' }), 'is not a usable private key'],
    ["an EC key with another's public part", async () => mixed('ES256'), 'is not a usable private key'],
    ["an Ed25519 key with another's public part", async () => mixed('EdDSA'), 'is not a usable private key'],
  ]

  async function mixed(alg: string): Promise<JWK> {
    const { d: _, ...publicPart } = await newKey(alg)
    return { ...(await newKey(alg)), ...publicPart }
  }

  for (const [name, make, message] of wrong) {
    it(`is refused by the position of its key, with nothing of the key: ${name}`, async () => {
      const jwk = await make()
      const importing = importKeyring({ keys: [await newKey(), jwk] })
      await expect(importing).rejects.toThrow('key 1 is')
      const error: Error = await importing.catch((error) => error)
      expect(error.message).toContain(message)
      for (const secret of [jwk.d, jwk.k, jwk.x]) if (secret) expect(error.message).not.toContain(secret)
    })
  }

  it('is refused with two keys of one kid', async () => {
    const keys = [await newKey(), { ...(await newKey()), kid: 'same' }, { ...(await newKey('EdDSA')), kid: 'same' }]
    await expect(importKeyring({ keys })).rejects.toThrow('has two keys with one kid')
  })

  it('is refused with no key', async () => {
    await expect(importKeyring({ keys: [] })).rejects.toThrow('has no key')
  })
})
