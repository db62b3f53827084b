import { compactDecrypt } from 'jose/jwe/compact/decrypt'
import { CompactEncrypt } from 'jose/jwe/compact/encrypt'
import { decodeBase64url } from '../lib/base64url.ts'

/** A key of ENCRYPTION_KEYS: 256 bits, in base64url. */
export interface EncryptionKey {
  kid: string
  k: string
}

/** What was sealed, and the id of the key that opens it. */
export interface Sealed {
  sealed: string
  keyId: string
}

const ALGORITHM = { alg: 'dir', enc: 'A256GCM' } // RFC 7518 §4.5, §5.3

/**
 * Encrypts a text with the first key, as a compact JWE (RFC 7516). `place` says what it is and where it belongs, such as
 * its table, column and row: it stands in the header, which is authenticated, so that what is sealed opens nowhere else.
 */
export async function seal(keys: readonly EncryptionKey[], place: string, text: string): Promise<Sealed> {
  const [first] = keys
  if (!first) throw new Error('there is no key to encrypt with')
  const sealed = await new CompactEncrypt(new TextEncoder().encode(text))
    .setProtectedHeader({ ...ALGORITHM, kid: first.kid, place })
    .encrypt(keyBytes(first))
  return { sealed, keyId: first.kid }
}

/** Decrypts what was sealed for `place`, by any of the keys; `undefined` if it was not, or was altered. */
export async function open(keys: readonly EncryptionKey[], place: string, sealed: string): Promise<string | undefined> {
  try {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid }) => keyBytes(keyOf(keys, kid)), {
      keyManagementAlgorithms: [ALGORITHM.alg],
      contentEncryptionAlgorithms: [ALGORITHM.enc],
    })
    return protectedHeader.place === place ? new TextDecoder().decode(plaintext) : undefined
  } catch {
    return undefined
  }
}

/** The bytes of a key. Throws if it has no such spelling, which the check of the setting rules out. */
export function keyBytes({ k }: EncryptionKey): Uint8Array<ArrayBuffer> {
  const bytes = decodeBase64url(k)
  if (!bytes) throw new Error('a key is not base64url')
  return bytes
}

function keyOf(keys: readonly EncryptionKey[], kid: string | undefined): EncryptionKey {
  const key = keys.find((each) => each.kid === kid)
  if (!key) throw new Error('no such key')
  return key
}
