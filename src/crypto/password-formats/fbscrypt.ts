import { decodeBase64 } from './base64.ts'
import { deriveScrypt, isAffordable } from './derive-scrypt.ts'
import type { PasswordFormat } from './format.ts'

const KEY_BYTES = 32 // AES-256

/**
 * Firebase's scrypt in the format in which Supabase stores it: `$fbscrypt$v=1,n=14,r=8,p=1,ss=Bw==$salt$hash`, with the
 * project's `mem_cost` as n, `rounds` as r and `base64_salt_separator` as ss. The project's signer key is a secret of
 * the Worker: encrypted with the key that scrypt derives from the password, it is the hash.
 */
export const fbscrypt: PasswordFormat = {
  prefixes: ['$fbscrypt$'],

  read(stored, { FIREBASE_SIGNER_KEY = '' }) {
    const match = /^\$fbscrypt\$v=1,n=(\d{1,2}),r=(\d{1,4}),p=1(?:,ss=([+/=\w]+))?\$([+/=\w]+)\$([+/=\w]+)$/.exec(
      stored,
    )
    const [, n, r, separatorText = '', saltText = '', hashText = ''] = match ?? []
    const parameters = { cost: 2 ** Number(n), blockSize: Number(r), parallelism: 1 }
    const [separator, salt, hash] = [separatorText, saltText, hashText].map(decodeBase64)
    const signerKey = decodeBase64(FIREBASE_SIGNER_KEY)
    if (!match || !separator || !salt || !hash || hash.length < KEY_BYTES) return 'unreadable'
    if (parameters.cost < 2 || parameters.blockSize < 1) return 'unreadable'
    if (!isAffordable(parameters)) return 'too_costly'
    if (signerKey?.length !== hash.length) return 'no_key'
    return {
      async matches(password) {
        const key = await deriveScrypt(password, new Uint8Array([...salt, ...separator]), parameters, KEY_BYTES)
        return crypto.subtle.timingSafeEqual(await encrypt(key, signerKey), hash)
      },
    }
  },
}

async function encrypt(keyBytes: Uint8Array<ArrayBuffer>, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const key = await crypto.subtle.importKey('raw', keyBytes, 'AES-CTR', false, ['encrypt'])
  const parameters = { name: 'AES-CTR', counter: new Uint8Array(16), length: 64 }
  return new Uint8Array(await crypto.subtle.encrypt(parameters, key, bytes))
}
