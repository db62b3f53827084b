import { getTableColumns } from 'drizzle-orm'
import { users } from '../../src/db/schema.ts'
import type { UserRow } from './to-user.ts'

/** Where users go: something that runs these statements on one list of rows, as one transaction. */
export interface UsersTable {
  write(statements: readonly string[], rows: string): Promise<Record<string, unknown>[][]>
  close(): Promise<void>
}

/** What became of a batch. */
export interface Outcome {
  inserted: number
  updated: number
  /** Users whose state in the table is older than the file's. */
  behind: number
  /** Places in the batch of those that could not come in. */
  duplicates: { place: number; reason: 'duplicate_email' | 'duplicate_id' }[]
}

// All rows come as one parameter, an array in JSON: D1 takes no more than 100 parameters, of up to 2 MB each.
const IDENTITY = ['_id', 'email', 'passwordHash', 'emailVerified', 'createdAt', 'updatedAt', 'name'] as const
const columns = getTableColumns(users)
const ORIGIN = ['emailVerifiedBy', 'emailVerifiedAt', 'importedAt', 'disabledAt'] as const
const NOT_FURTHER: readonly string[] = [...IDENTITY, ...ORIGIN]
const isFurther = (name: string) => !NOT_FURTHER.includes(name)
const PROPERTIES: string[] = [...IDENTITY, ...ORIGIN, ...Object.keys(columns).filter(isFurther)]

const columnOf = (property: string): string => columns[property as keyof typeof columns].name
const given = (property: string): string => `row.value ->> ${PROPERTIES.indexOf(property)}`

const INSERT = `
  INSERT INTO users (${PROPERTIES.map(columnOf).join(', ')})
  SELECT ${PROPERTIES.map(given).join(', ')} FROM json_each(?1) AS row WHERE true ON CONFLICT DO NOTHING
  RETURNING id`

/** An email address that is verified here stays as it is. */
function unlessVerified(property: string): string {
  const column = columnOf(property)
  return `${column} = CASE WHEN email = ${given('email')} AND email_verified THEN ${column} ELSE ${given(property)} END`
}

/** Marks users whom an earlier import brought, which did not record it. */
const MARK = `
  UPDATE users SET imported_at = ${given('importedAt')} FROM json_each(?1) AS row
  WHERE users.id = ${given('_id')} AND users.created_at = ${given('createdAt')} AND imported_at IS NULL
    AND ${given('importedAt')} IS NOT NULL`

/**
 * The identities of an export's users. Of a user to whom something has happened here they may have been unlinked, and do
 * not come back.
 */
const IDENTITIES = `
  INSERT INTO identities (user_id, provider, subject, email, linked_in_session, created_at)
  SELECT users.id, one.value ->> 'provider', one.value ->> 'subject', one.value ->> 'email',
    one.value ->> 'linkedInSession', one.value ->> 'createdAt'
  FROM json_each(?1) AS row JOIN users ON users.id = ${given('_id')}, json_each(row.value -> ${PROPERTIES.length}) AS one
  WHERE users.created_at = ${given('createdAt')} AND NOT EXISTS (SELECT 1 FROM events WHERE user_id = users.id)
  ON CONFLICT DO NOTHING`

/**
 * Brings a user who is here already to the newer state of the file. A user who has changed here since then is newer,
 * and stays as they are; so does one whose new email another user has. A changed or rehashed password does not make a
 * user newer, so a hash of our own is kept, and an email that is verified here stays verified.
 */
const UPDATE = `
  UPDATE OR IGNORE users SET
    ${['email', 'name', ...PROPERTIES.filter(isFurther)].map((property) => `${columnOf(property)} = ${given(property)}`).join(', ')},
    ${['emailVerified', 'emailVerifiedBy', 'emailVerifiedAt'].map(unlessVerified).join(', ')},
    password_hash = CASE WHEN password_hash LIKE '$pbkdf2-%' THEN password_hash ELSE ${given('passwordHash')} END,
    updated_at = ${given('updatedAt')}
  FROM json_each(?1) AS row
  WHERE users.id = ${given('_id')} AND users.created_at = ${given('createdAt')} AND users.updated_at < ${given('updatedAt')}
  RETURNING id`

/** The rows that are not in the table as they should be. `created_at` never changes, so it tells two users apart. */
const EXCEPTIONS = `
  SELECT row.key AS place, users.id, users.created_at = ${given('createdAt')} AS same,
    EXISTS (SELECT 1 FROM users AS other WHERE other.email = ${given('email')} AND other.id <> users.id) AS taken
  FROM json_each(?1) AS row LEFT JOIN users ON users.id = ${given('_id')}
  WHERE users.id IS NULL OR users.created_at <> ${given('createdAt')} OR users.updated_at < ${given('updatedAt')}`

/** Writes rows, which may be there already: then nothing changes, or with `update` what is newer in the file. */
export async function writeUsers(
  table: UsersTable,
  rows: readonly string[],
  { update }: { update: boolean },
): Promise<Outcome> {
  const statements = [INSERT, ...(update ? [UPDATE] : []), MARK, IDENTITIES, EXCEPTIONS]
  const results = await table.write(statements, `[${rows.join(',')}]`)
  const exceptions = results.at(-1) ?? []
  const isBehind = ({ same, taken }: Record<string, unknown>) => same === 1 && !(update && taken === 1)
  const reasonOf = ({ id, same }: Record<string, unknown>) =>
    id === null || same === 1 ? 'duplicate_email' : 'duplicate_id'
  return {
    inserted: results[0]?.length ?? 0,
    updated: update ? (results[1]?.length ?? 0) : 0,
    behind: exceptions.filter(isBehind).length,
    duplicates: exceptions
      .filter((exception) => !isBehind(exception))
      .map((exception) => ({ place: Number(exception.place), reason: reasonOf(exception) })),
  }
}

/** A row as the statements take it: of a user who is imported at the time `importedAt`. */
export function toJson({ fields, emailVerified, kept, identities = [], ...user }: UserRow, importedAt: number): string {
  const proof = emailVerified && { emailVerifiedBy: 'import', emailVerifiedAt: importedAt }
  const values: Record<string, unknown> = {
    ...user,
    ...fields,
    ...proof,
    emailVerified: emailVerified ? 1 : 0,
    importedAt,
    ...kept,
  }
  return JSON.stringify([...PROPERTIES.map((property) => values[property] ?? null), identities])
}
