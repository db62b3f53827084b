import { encodeBase64url } from '../lib/base64url.ts'

/**
 * Derives the key of our own message authentication codes from the bytes of a private key (HKDF, RFC 5869), so that
 * there is no second secret to set up, and no secret in the database.
 */
export async function deriveMacKey(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const info = new TextEncoder().encode('latchkey mac v1')
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info },
    material,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign'],
  )
}

/** HMAC-SHA256 of a list of texts, base64url. The list is encoded as JSON, so no two lists have the same bytes. */
export async function mac(key: CryptoKey, texts: readonly string[]): Promise<string> {
  const message = new TextEncoder().encode(JSON.stringify(texts))
  return encodeBase64url(new Uint8Array(await crypto.subtle.sign('HMAC', key, message)))
}

/** Compares two texts in a time that does not depend on where they differ. */
export function equalTexts(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)]
  return left.length === right.length && crypto.subtle.timingSafeEqual(left, right)
}
