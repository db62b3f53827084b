import { bcrypt } from './bcrypt.ts'
import { fbscrypt } from './fbscrypt.ts'
import type { FormatSecrets, ParsedHash, PasswordFormat, Refusal } from './format.ts'
import { scrypt } from './scrypt.ts'

const FORMATS: readonly PasswordFormat[] = [bcrypt, scrypt, fbscrypt]

/** Reads a hash that another backend stored; `undefined` if it begins like no known format. */
export function readImportedHash(stored: string, secrets: FormatSecrets): ParsedHash | Refusal | undefined {
  const format = FORMATS.find(({ prefixes }) => prefixes.some((prefix) => stored.startsWith(prefix)))
  return format?.read(stored, secrets)
}
