import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'
import { mac } from './mac.ts'

// Texts that come back to us soon, such as in a URL, and that nobody else may read or alter: sealed with a key that is derived
// from the one of our MACs, and so kept by nobody.

const IV_BYTES = 12 // NIST SP 800-38D §8.2: random, and new for each

async function keyFor(macKey: CryptoKey, place: string): Promise<CryptoKey> {
  const bytes = decodeBase64url(await mac(macKey, ['ticket', place]))
  if (!bytes) throw new Error('a MAC is base64url')
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}

/** Encrypts a text, which opens for the same `place` alone. */
export async function sealTicket(macKey: CryptoKey, place: string, text: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
  const key = await keyFor(macKey, place)
  const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, new TextEncoder().encode(text))
  return encodeBase64url(new Uint8Array([...iv, ...new Uint8Array(sealed)]))
}

/** Decrypts it; `undefined` for what was not sealed for `place`, or was altered. */
export async function openTicket(macKey: CryptoKey, place: string, ticket: string): Promise<string | undefined> {
  const bytes = decodeBase64url(ticket)
  if (!bytes || bytes.length <= IV_BYTES) return undefined
  const key = await keyFor(macKey, place)
  return crypto.subtle
    .decrypt({ name: 'AES-GCM', iv: bytes.slice(0, IV_BYTES) }, key, bytes.slice(IV_BYTES))
    .then((text) => new TextDecoder().decode(text))
    .catch(() => undefined)
}
