import { decodeBase64url, encodeBase64url } from '../lib/base64url.ts'
import { inFlight } from '../lib/in-flight.ts'
import { log } from '../lib/log.ts'
import { decoyOf, formOf } from './imported-forms.ts'
import type { ParsedHash, Refusal } from './password-formats/format.ts'
import { MAX_SLICES, SLICE_ITERATIONS } from './slice.ts'

const SALT_BYTES = 16 // NIST SP 800-132 §5.1
const HASH_BYTES = 32 // the output of HMAC-SHA256: more would cost us but not an attacker

const OWN_PREFIX = '$pbkdf2-chain-sha256$'

/** Reads a hash in a format of another backend (password-formats/); `undefined` for any other text. */
export type ReadImportedHash = (stored: string) => Promise<ParsedHash | Refusal | undefined>

/**
 * Hashes a password for storing: `$pbkdf2-chain-sha256$i=10000,n=60$salt$hash`. `iterations` is the total cost, a
 * multiple of `SLICE_ITERATIONS`.
 */
export async function hashPassword(password: string, iterations: number): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES))
  const slices = iterations / SLICE_ITERATIONS
  const hash = await deriveChain(await importPassword(password), salt, SLICE_ITERATIONS, slices)
  return `${OWN_PREFIX}i=${SLICE_ITERATIONS},n=${slices}$${encodeBase64url(salt)}$${encodeBase64url(hash)}`
}

/**
 * Compares a password with its stored hash in constant time. A wrong password takes the same work whatever is stored, or
 * nothing (an unknown user), so that the time tells nothing about the account: `iterations` of our own form, and one
 * comparison in each of `importedForms`, which are those that users' hashes have. A right one ends it.
 * `needsRehash`: the password is right and should be hashed again, at the current cost or in our own format. A hash of
 * another backend that would cost too much work, or whose secret is missing, is logged, and no password matches it; one
 * whose form is not listed is logged, too. Throws for an unreadable hash.
 */
export async function verifyPassword(
  password: string,
  stored: string | null | undefined,
  iterations: number,
  readImportedHash: ReadImportedHash,
  importedForms: readonly string[] = [],
): Promise<{ matches: boolean; needsRehash: boolean }> {
  const parsed = stored == null ? noHash : await parseHash(stored, readImportedHash)
  const { form } = parsed
  if (form !== undefined && !importedForms.includes(form)) log('error', 'password_form_unlisted', { form })
  const missingSlices = Math.ceil((iterations - (parsed.iterations ?? 0)) / SLICE_ITERATIONS)
  if (form === undefined && (await parsed.matches(password))) return { matches: true, needsRehash: missingSlices > 0 }
  await deriveChain(await importPassword(password), new Uint8Array(SALT_BYTES), SLICE_ITERATIONS, missingSlices)
  // In the same order for everyone: beside other logins, another one would take another time.
  for (const each of new Set([...importedForms, ...(form === undefined ? [] : [form])])) {
    const hash = each === form ? parsed : await readImportedHash(decoyOf(each))
    const matches = typeof hash === 'object' && (await hash.matches(password))
    if (matches && hash === parsed) return { matches, needsRehash: true }
  }
  return { matches: false, needsRehash: false }
}

interface StoredHash extends ParsedHash {
  /** The cost of one in our own form. */
  iterations?: number
  /** The form of an imported one. */
  form?: string
}

/** For an unknown user, a user without a password, and a hash that we refuse to compare. */
const noHash: StoredHash = { matches: async () => false }

async function parseHash(stored: string, readImportedHash: ReadImportedHash): Promise<StoredHash> {
  if (stored.startsWith(OWN_PREFIX)) return parseOwnHash(stored)
  const parsed = await readImportedHash(stored)
  if (parsed === undefined || parsed === 'unreadable') throw new Error('unreadable password hash')
  if (typeof parsed === 'object') return { ...parsed, form: formOf(stored) }
  log('error', 'password_form_refused', { form: stored.split('$')[1], reason: parsed })
  return noHash
}

function parseOwnHash(stored: string): StoredHash {
  const match = /^\$pbkdf2-chain-sha256\$i=(\d{1,7}),n=([1-9]\d{0,3})\$([\w-]+)\$([\w-]+)$/.exec(stored)
  const [, iterations, slices, saltText = '', hashText = ''] = match ?? []
  const salt = decodeBase64url(saltText)
  const hash = decodeBase64url(hashText)
  if (!salt || hash?.length !== HASH_BYTES || Number(slices) > MAX_SLICES) throw new Error('unreadable password hash')
  return {
    iterations: Number(iterations) * Number(slices),
    async matches(password) {
      const derived = await deriveChain(await importPassword(password), salt, Number(iterations), Number(slices))
      return crypto.subtle.timingSafeEqual(derived, hash)
    },
  }
}

/** Our own hashes are of the NFKC form: keyboards compose characters differently (NIST SP 800-63B §3.1.1.2). */
const importPassword = (password: string) =>
  crypto.subtle.importKey('raw', new TextEncoder().encode(password.normalize('NFKC')), 'PBKDF2', false, ['deriveBits'])

const SLICES_A_TURN = 5 // of all hashes together: a request that comes meanwhile waits a few milliseconds, once

/**
 * PBKDF2-HMAC-SHA256 (RFC 8018 §5.2) in slices, each salted with the output of the one before. One slice is plain
 * PBKDF2. Between slices other work has its turn, so that a hash never makes other requests wait. While there are no
 * others, several slices are made at a time: yielding to nobody makes a lone login a third slower.
 */
export async function deriveChain(
  key: CryptoKey,
  salt: Uint8Array<ArrayBuffer>,
  iterations: number,
  slices: number,
): Promise<Uint8Array<ArrayBuffer>> {
  let output = salt
  inFlight.hashes++
  try {
    for (let slice = 0, made = 0; slice < slices; slice++, made++) {
      if (made >= slicesATurn()) {
        await scheduler.wait(0)
        made = 0
      }
      const parameters = { name: 'PBKDF2', hash: 'SHA-256', salt: output, iterations }
      output = new Uint8Array(await crypto.subtle.deriveBits(parameters, key, HASH_BYTES * 8))
    }
    return output
  } finally {
    inFlight.hashes--
  }
}

/** One while any request in flight is not making a hash. */
function slicesATurn(): number {
  const { requests, hashes } = inFlight
  return requests > hashes ? 1 : Math.max(1, Math.floor(SLICES_A_TURN / hashes))
}
