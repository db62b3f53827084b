import { env } from 'cloudflare:workers'
import { base64url, decodeJwt, decodeProtectedHeader, importJWK, type JWK } from 'jose'

/** Makes the signature of a token's first two parts. */
export type Signer = (input: Uint8Array) => Promise<Uint8Array> | Uint8Array

interface Forgery {
  /** Members to be changed; `undefined` removes one. */
  header?: Record<string, unknown>
  claims?: Record<string, unknown>
  sign?: Signer
}

/**
 * A token with some members changed, signed anew: with the service's own key unless the attack says otherwise, so that
 * what it is refused for is the change. No JWT library signs it: they refuse to make what attackers make.
 */
export async function forge(token: string, { header, claims, sign = signAsService }: Forgery = {}): Promise<string> {
  const parts = [
    { ...decodeProtectedHeader(token), ...header },
    { ...decodeJwt(token), ...claims },
  ]
  const input = parts.map((part) => base64url.encode(JSON.stringify(part))).join('.')
  return `${input}.${base64url.encode(await sign(new TextEncoder().encode(input)))}`
}

/** The service's first key, with its private part. */
export function serviceJwk(): JWK {
  const [jwk] = JSON.parse(env.JWT_KEYS).keys
  return jwk
}

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
const HMAC = { name: 'HMAC', hash: 'SHA-256' }

const signAsService: Signer = async (input) => {
  const key = await importJWK(serviceJwk(), 'ES256')
  if (!(key instanceof CryptoKey)) throw new Error('the suite signs with ES256')
  return signES256(key)(input)
}

const signES256 =
  (privateKey: CryptoKey): Signer =>
  async (input) =>
    new Uint8Array(await crypto.subtle.sign(ECDSA, privateKey, input))

export const signHS256 =
  (secret: Uint8Array | string): Signer =>
  async (input) => {
    const bytes = typeof secret === 'string' ? new TextEncoder().encode(secret) : secret
    const key = await crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign'])
    return new Uint8Array(await crypto.subtle.sign(HMAC, key, input))
  }

export const withoutSignature: Signer = () => new Uint8Array()

/** A key pair that the service has never seen. */
export async function strangersKey(): Promise<{ sign: Signer; publicJwk: JWK }> {
  const pair = await crypto.subtle.generateKey(ECDSA, true, ['sign', 'verify'])
  if (!('privateKey' in pair)) throw new Error('not a key pair')
  const { kty, crv, x, y } = (await crypto.subtle.exportKey('jwk', pair.publicKey)) as JsonWebKey
  return { sign: signES256(pair.privateKey), publicJwk: { kty, crv, x, y } as JWK }
}
