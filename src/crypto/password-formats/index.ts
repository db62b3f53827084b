import { bcrypt } from './bcrypt.ts'
import { fbscrypt } from './fbscrypt.ts'
import type { FormatSecrets, PasswordFormat, Refusal, StoredForm } from './format.ts'
import { scrypt } from './scrypt.ts'

const FORMATS: readonly PasswordFormat[] = [bcrypt, scrypt, fbscrypt]

/** Reads a form that another backend stored; `undefined` if no format begins like it. */
export function readForm(stored: string, secrets: FormatSecrets): StoredForm | Refusal | undefined {
  const format = FORMATS.find(({ prefixes }) => prefixes.some((prefix) => stored.startsWith(prefix)))
  return format?.read(stored, secrets)
}
