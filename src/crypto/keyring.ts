import type { JWK } from 'jose'
import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'
import { deriveMacKey } from './mac.ts'

/** The signature algorithms (RFC 7518 §3.1, RFC 8037 §3.1), by the JWK members that determine them. */
const ALGORITHMS = { 'EC P-256': 'ES256', 'OKP Ed25519': 'EdDSA', oct: 'HS256' } as const

export type Algorithm = (typeof ALGORITHMS)[keyof typeof ALGORITHMS]

/** What Web Crypto needs to know of each, to import its keys and to sign. */
export const PARAMETERS = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' },
  EdDSA: { name: 'Ed25519' },
  HS256: { name: 'HMAC', hash: 'SHA-256' },
} as const satisfies Record<Algorithm, object>

export interface KeyringKey {
  kid: string
  alg: Algorithm
  signingKey: CryptoKey
  verifyingKey: CryptoKey
  /** The public part, for the JWK Set that anyone may read; a symmetric key has none. */
  publicJwk: JWK | undefined
}

/** The first key signs; all verify, chosen by `kid`. `macKey` is derived from the first. */
export interface Keyring {
  current: KeyringKey
  macKey: CryptoKey
  byId: ReadonlyMap<string, KeyringKey>
}

const MIN_SECRET_BYTES = 32 // RFC 7518 §3.2

/**
 * Imports every private key of a JWK Set. Throws an `Error` that says which key is wrong, and nothing about its
 * contents.
 */
export async function importKeyring(jwks: { keys: JWK[] }): Promise<Keyring> {
  const keys = await Promise.all(jwks.keys.map(importKey))
  const [current] = keys
  if (!current) throw new Error('has no key')
  const byId = new Map(keys.map((key) => [key.kid, key]))
  if (byId.size < keys.length) throw new Error('has two keys with one kid')
  return { current, byId, macKey: await deriveMacKey(privateBytes(jwks.keys[0])) }
}

async function importKey(jwk: JWK, position: number): Promise<KeyringKey> {
  const kind = [jwk.kty, jwk.crv].filter(Boolean).join(' ')
  const alg = ALGORITHMS[kind as keyof typeof ALGORITHMS]
  if (!alg || (jwk.alg && jwk.alg !== alg)) throw new Error(`key ${position} is not for ES256, EdDSA or HS256`)
  if (!isForSigning(jwk)) throw new Error(`key ${position} is not for signing`)
  try {
    const kid = jwk.kid || (await thumbprint(jwk, alg))
    return alg === 'HS256' ? await importSecret(jwk, kid, alg) : await importKeyPair(jwk, kid, alg)
  } catch {
    throw new Error(`key ${position} is not a usable private key`)
  }
}

/** Whether a key says that it is for signing, or nothing about what it is for (RFC 7517 §4.2, §4.3). */
const isForSigning = ({ use = 'sig', key_ops: operations = ['sign'] }: JWK): boolean =>
  use === 'sig' && Array.isArray(operations) && operations.includes('sign')

/** What makes the id of a key, in this order (RFC 7638 §3.2, RFC 8037 §2): other members do not count. */
const THUMBPRINT_MEMBERS = { ES256: ['crv', 'kty', 'x', 'y'], EdDSA: ['crv', 'kty', 'x'], HS256: ['k', 'kty'] }

/** The id of a key that has none (RFC 7638 §3). */
async function thumbprint(jwk: JWK, alg: Algorithm): Promise<string> {
  const members = JSON.stringify(jwk, THUMBPRINT_MEMBERS[alg])
  return encodeBase64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(members))))
}

async function importSecret(jwk: JWK, kid: string, alg: 'HS256'): Promise<KeyringKey> {
  const secret = decodeBase64url(jwk.k ?? '')
  if (!secret || secret.length < MIN_SECRET_BYTES) throw new Error('too short')
  const key = await crypto.subtle.importKey('raw', secret, PARAMETERS[alg], false, ['sign', 'verify'])
  return { kid, alg, signingKey: key, verifyingKey: key, publicJwk: undefined }
}

async function importKeyPair({ kty, crv, x, y, d }: JWK, kid: string, alg: 'ES256' | 'EdDSA'): Promise<KeyringKey> {
  if (!d) throw new Error('not private')
  const publicPart = { kty, crv, x, ...(y && { y }) } as JsonWebKey
  const [signingKey, verifyingKey] = await Promise.all([
    crypto.subtle.importKey('jwk', { ...publicPart, d }, PARAMETERS[alg], false, ['sign']),
    crypto.subtle.importKey('jwk', publicPart, PARAMETERS[alg], false, ['verify']),
  ])
  if (alg === 'EdDSA' && !(await isPair(signingKey, verifyingKey))) throw new Error('not a pair')
  return { kid, alg, signingKey, verifyingKey, publicJwk: { ...publicPart, kid, alg, use: 'sig' } as JWK }
}

/** Web Crypto imports an Ed25519 key whose `x` belongs to another key: everything it signed would be refused. */
async function isPair(signingKey: CryptoKey, verifyingKey: CryptoKey): Promise<boolean> {
  const probe = new Uint8Array(1)
  return crypto.subtle.verify('Ed25519', verifyingKey, await crypto.subtle.sign('Ed25519', signingKey, probe), probe)
}

/** The secret number of a private key, or the secret itself (RFC 7518 §6.2.2, §6.4; RFC 8037 §2). */
function privateBytes(jwk: JWK | undefined): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(jwk?.d ?? jwk?.k ?? '')
  if (!bytes) throw new Error('key 0 is not a usable private key')
  return bytes
}
