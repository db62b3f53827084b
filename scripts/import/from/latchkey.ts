import { type Column, getTableColumns } from 'drizzle-orm'
import type { FormatSecrets } from '../../../src/crypto/password-formats/format.ts'
import { identities as identitiesTable } from '../../../src/db/schema.ts'
import { userColumns } from '../../support/user-columns.ts'
import { isObject } from '../extended-json.ts'
import { readHash } from '../hash.ts'
import { parse, readId } from '../keys.ts'
import { Reject } from '../reject.ts'
import type { Converted } from '../to-user.ts'

const OWN_HASH = /^\$pbkdf2-chain-sha256\$i=\d{1,7},n=[1-9]\d{0,3}\$[\w-]+\$[\w-]{43}$/

const { userId: _, ...identityColumns } = getTableColumns(identitiesTable)

/**
 * Reads a line of `npm run export`. Everything is taken as it is there: how an email address was verified, and names that
 * today's rules would refuse. Throws `Reject` for a line that is none of an export.
 */
export function fromLatchkey(text: string, secrets: FormatSecrets): Converted {
  const { identities, ...document } = parse(text)
  const { _id } = readId(document._id)
  try {
    if (!Array.isArray(identities)) throw notExported('identities')
    return {
      user: { ...readUser(document, secrets), identities: identities.map((one) => readColumns(one, identityColumns)) },
      leftOut: Object.keys(document).filter((property) => !(property in userColumns)),
      refused: [],
    }
  } catch (error) {
    if (error instanceof Reject) error._id = _id
    throw error
  }
}

function readUser(document: Row, secrets: FormatSecrets): Converted['user'] {
  const values = readColumns(document, userColumns)
  const { _id, email, name, passwordHash, emailVerified, createdAt, updatedAt, ...others } = values
  const { emailVerifiedBy, emailVerifiedAt, importedAt, disabledAt, ...fields } = others
  return {
    _id: String(_id),
    email: email === undefined || email === null ? null : String(email),
    name: String(name),
    passwordHash: readPasswordHash(passwordHash, secrets),
    emailVerified: emailVerified === 1,
    createdAt: Number(createdAt),
    updatedAt: Number(updatedAt),
    fields,
    kept: { emailVerifiedBy, emailVerifiedAt, importedAt, disabledAt },
  }
}

const readPasswordHash = (value: unknown, secrets: FormatSecrets): string | null =>
  typeof value === 'string' && OWN_HASH.test(value) ? value : readHash(value, secrets)

type Row = Record<string, unknown>
type Value = string | number | null

/** The values of a row, as the database has them. A column that an older version had not is empty, or has its default. */
function readColumns(row: unknown, columns: Record<string, Column>): Record<string, Value> {
  if (!isObject(row)) throw notExported('identities')
  return Object.fromEntries(
    Object.entries(columns).map(([property, column]) => [property, readValue(row[property], property, column)]),
  )
}

function readValue(
  value: unknown,
  property: string,
  { dataType, enumValues, notNull, default: standard }: Column,
): Value {
  if (value === undefined && typeof standard === 'boolean') return Number(standard)
  if ((value === null || value === undefined) && !notNull) return null
  if (dataType === 'json' && typeof value === 'object') return JSON.stringify(value)
  if (dataType === 'boolean' && typeof value === 'boolean') return Number(value)
  const time = dataType === 'date' && typeof value === 'string' ? timeOf(value) : undefined
  if (time !== undefined) return time
  const isText = dataType === 'string' && typeof value === 'string'
  if (!isText || (enumValues && !enumValues.includes(value))) throw notExported(property)
  return value
}

/** Exactly as it was written: no other text names the same time. */
function timeOf(text: string): number | undefined {
  const time = Date.parse(text)
  return Number.isNaN(time) || new Date(time).toISOString() !== text ? undefined : time
}

const notExported = (property: string) => new Reject('not_json', `no line of an export (${property})`)
