import { decodeBase64 } from './base64.ts'
import { deriveScrypt, isAffordable } from './derive-scrypt.ts'
import type { PasswordFormat } from './format.ts'

const MIN_HASH_BYTES = 16 // a shorter one could match by chance

/**
 * scrypt in the PHC format: `$scrypt$ln=14,r=16,p=1$salt$hash`. The import converts better-auth's `salt:key` to it;
 * that salt is the text of the hex digits. Some backends, such as better-auth, hash the NFKC of a password, others what
 * was sent.
 */
export const scrypt: PasswordFormat = {
  prefixes: ['$scrypt$'],

  read(stored) {
    const match = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,4}),p=(\d{1,4})\$([+/\w]+)\$([+/\w]+)$/.exec(stored)
    const [, ln, r, p, saltText = '', hashText = ''] = match ?? []
    const parameters = { cost: 2 ** Number(ln), blockSize: Number(r), parallelism: Number(p) }
    const salt = decodeBase64(saltText)
    const hash = decodeBase64(hashText)
    if (!match || !salt || !hash || hash.length < MIN_HASH_BYTES) return 'unreadable'
    if (parameters.cost < 2 || parameters.blockSize < 1 || parameters.parallelism < 1) return 'unreadable'
    if (!isAffordable(parameters)) return 'too_costly'
    return {
      async matches(password) {
        for (const spelling of new Set([password.normalize('NFKC'), password])) {
          const derived = await deriveScrypt(spelling, salt, parameters, hash.length)
          if (crypto.subtle.timingSafeEqual(derived, hash)) return true
        }
        return false
      },
    }
  },
}
