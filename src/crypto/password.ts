import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'
import { SLICE_ITERATIONS } from './slice.ts'

const SALT_BYTES = 16 // NIST SP 800-132 §5.1
const HASH_BYTES = 32 // the output of HMAC-SHA256: more would cost us and not an attacker
const MAX_SLICES = 1_000 // a stored cost above this (ten million iterations) is damage, not a setting

interface StoredHash {
  iterations: number
  slices: number
  salt: Uint8Array<ArrayBuffer>
  hash: Uint8Array<ArrayBuffer>
}

/**
 * Hashes a password for storing: `$pbkdf2-chain-sha256$i=10000,n=60$salt$hash`.
 * `iterations` is the cost in all, a multiple of `SLICE_ITERATIONS`.
 */
export async function hashPassword(password: string, iterations: number): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const slices = iterations / SLICE_ITERATIONS
  const hash = await deriveChain(await importPassword(password), salt, SLICE_ITERATIONS, slices)
  return `$pbkdf2-chain-sha256$i=${SLICE_ITERATIONS},n=${slices}$${encodeBase64url(salt)}$${encodeBase64url(hash)}`
}

/**
 * Compares a password with its stored form in constant time. Without one (an unknown user), or with one weaker than
 * `iterations`, a wrong answer costs what a full one does, so that time tells nothing about the account.
 * `outdated` says that the right password should be hashed anew. Throws on a stored form that it cannot read.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
  iterations: number,
): Promise<{ matches: boolean; outdated: boolean }> {
  const key = await importPassword(password)
  if (stored == null) {
    await deriveChain(key, new Uint8Array(SALT_BYTES), SLICE_ITERATIONS, iterations / SLICE_ITERATIONS)
    return { matches: false, outdated: false }
  }
  const form = parse(stored)
  const hash = await deriveChain(key, form.salt, form.iterations, form.slices)
  const matches = crypto.subtle.timingSafeEqual(hash, form.hash)
  const missingSlices = Math.ceil((iterations - form.iterations * form.slices) / SLICE_ITERATIONS)
  if (!matches) await deriveChain(key, form.salt, SLICE_ITERATIONS, missingSlices)
  return { matches, outdated: missingSlices > 0 }
}

const importPassword = (password: string) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(password), 'PBKDF2', false, ['deriveBits'])

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018 §5.2) in slices, each salted with the output of the one before. One slice is plain
 * PBKDF2. Between two slices the event loop runs, so that a hash never makes other requests wait.
 */
export async function deriveChain(
  key: CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  slices: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let output = salt
  for (let slice = 0; slice < slices; slice++) {
    if (slice > 0) await scheduler.wait(0)
    const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: output, iterations }
    output = new Uint8Array(await crypto.subtle.deriveBits(parameters, key, HASH_BYTES * 8))
  }
  return output
}

function parse(stored: string): StoredHash {
  const match = /^\$pbkdf2-chain-sha256\$i=(\d{1,7}),n=([1-9]\d{0,3})\$([\w-]+)\$([\w-]+)$/.exec(stored)
  const [, iterations, slices, saltText = '', hashText = ''] = match ?? []
  const salt = decodeBase64url(saltText)
  const hash = decodeBase64url(hashText)
  if (!salt || hash?.length !== HASH_BYTES || Number(slices) > MAX_SLICES) throw new Error('unreadable password hash')
  return { iterations: Number(iterations), slices: Number(slices), salt, hash }
}
