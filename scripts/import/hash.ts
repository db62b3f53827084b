import type { FormatSecrets } from '../../src/crypto/password-formats/format.ts'
import { readImportedHash } from '../../src/crypto/password-formats/index.ts'
import { Reject } from './reject.ts'

const NO_KEY =
  'The file has passwords from Firebase, which nobody can compare without base64_signer_key of the project there. ' +
  'Give it to the import as the variable FIREBASE_SIGNER_KEY, or in .dev.vars, and to the Worker: ' +
  'npx wrangler secret put FIREBASE_SIGNER_KEY'

/** A hash that a login can compare. A user without one has to reset the password, or signs in with a provider. */
export function readHash(value: unknown, secrets: FormatSecrets): string | null {
  if (value === undefined || value === null || value === '') return null
  const stored = typeof value === 'string' ? fromBetterAuth(value) : ''
  const parsed = readImportedHash(stored, secrets)
  if (parsed === 'too_costly') throw new Reject('costly_hash', stored.slice(0, stored.indexOf('$', 1)))
  if (parsed === 'no_key') throw new Error(NO_KEY)
  if (typeof parsed !== 'object') throw new Reject('unknown_hash')
  return stored
}

/** better-auth's `salt:key` in the PHC form, which says what it is; its salt is the text of the hex digits. */
function fromBetterAuth(stored: string): string {
  const [, salt, key] = /^([\da-f]{32}):([\da-f]{128})$/.exec(stored) ?? []
  if (!salt || !key) return stored
  const encode = (text: string, encoding: 'latin1' | 'hex') =>
    Buffer.from(text, encoding).toString('base64').replace(/=+$/, '')
  return `$scrypt$ln=14,r=16,p=1$${encode(salt, 'latin1')}$${encode(key, 'hex')}`
}
