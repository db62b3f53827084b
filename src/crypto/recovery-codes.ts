import { deriveMacKey, mac } from './mac.ts'
import { type EncryptionKey, keyBytes } from './sealed.ts'

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ' // Crockford's base 32: no letter that looks like a digit, and no U
const LENGTH = 16 // 80 bits: nobody guesses one, so no guess at one has to wait
const GROUP = 4

/** How many there are at a time. */
const COUNT = 10

/** New recovery codes, each in groups of four: 0123-4567-89AB-CDEF. */
export const drawRecoveryCodes = (): string[] => Array.from({ length: COUNT }, drawOne)

function drawOne(): string {
  const draw = crypto.getRandomValues(new Uint8Array(LENGTH))
  const text = Array.from(draw, (byte) => ALPHABET.charAt(byte % ALPHABET.length)).join('')
  return Array.from({ length: LENGTH / GROUP }, (_, group) => text.slice(group * GROUP, (group + 1) * GROUP)).join('-')
}

/** A recovery code as people type it, in the one form that is compared: hyphens, spaces and case do not matter. */
export const plainRecoveryCode = (typed: string): string =>
  typed
    .replace(/[^a-z0-9]/gi, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1')

/**
 * What is stored of a user's recovery code: its MAC, by a key that is derived from each of ENCRYPTION_KEYS, the first
 * one first.
 */
export const recoveryCodeMacs = (keys: readonly EncryptionKey[], userId: string, code: string): Promise<string[]> =>
  Promise.all(
    keys.map(async (key) => mac(await deriveMacKey(keyBytes(key)), ['recovery_code', userId, plainRecoveryCode(code)])),
  )
