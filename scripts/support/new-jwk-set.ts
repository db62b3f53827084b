import { randomBytes } from 'node:crypto'
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose'

/** A JWK Set (RFC 7517 §5) with a new private key for `alg` (ES256, EdDSA or HS256) in front of the `old` ones. */
export async function newJwkSet(alg = 'ES256', old: JWK[] = []): Promise<{ keys: JWK[] }> {
  const jwk = await newPrivateJwk(alg)
  const kid = await calculateJwkThumbprint(jwk) // RFC 7638
  return { keys: [{ ...jwk, kid, alg, use: 'sig' }, ...old] }
}

/** The same with a new key that encrypts (AES-256). */
export async function newEncryptionKeys(old: JWK[] = []): Promise<{ keys: JWK[] }> {
  const jwk = newSecret()
  return { keys: [{ ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'A256GCM', use: 'enc' }, ...old] }
}

async function newPrivateJwk(alg: string): Promise<JWK> {
  if (!['ES256', 'EdDSA', 'HS256'].includes(alg))
    throw new Error(`The Worker signs with ES256, EdDSA or HS256, not ${alg}.`)
  if (alg === 'HS256') return newSecret()
  const { privateKey } = await generateKeyPair(alg, { extractable: true })
  return exportJWK(privateKey)
}

const newSecret = (): JWK => ({ kty: 'oct', k: randomBytes(32).toString('base64url') })
