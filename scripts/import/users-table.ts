import { userColumns as columns } from '../support/user-columns.ts'
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
  /** Users who were given what was empty here. */
  filled: number
  /** Users who would be given something with `update`. */
  lacking: number
  /** Users who lack something, and may have removed it here. */
  kept: number
  /** Accounts at a provider that belong to another user here. */
  taken: { place: number; provider: string }[]
  /** Places in the batch of those that could not come in. */
  duplicates: { place: number; reason: 'duplicate_email' | 'duplicate_id' }[]
}

// All rows come as one parameter, an array in JSON: D1 takes no more than 100 parameters, of up to 2 MB each.
const IDENTITY = ['_id', 'email', 'passwordHash', 'emailVerified', 'createdAt', 'updatedAt', 'name'] as const
const ORIGIN = ['emailVerifiedBy', 'emailVerifiedAt', 'importedAt', 'disabledAt'] as const
const NOT_FURTHER: readonly string[] = [...IDENTITY, ...ORIGIN]
const isFurther = (name: string) => !NOT_FURTHER.includes(name)
/** What operators and the app have written here: of a file that has none of it, nothing is taken away. */
const KEPT: readonly string[] = ['roles', 'appMetadata', 'userMetadata', 'disabledUntil', 'disabledReason']
const PROPERTIES: string[] = [...IDENTITY, ...ORIGIN, ...Object.keys(columns).filter(isFurther)]

const columnOf = (property: string): string => columns[property as keyof typeof columns].name
const given = (property: string): string => `row.value ->> ${PROPERTIES.indexOf(property)}`
const newer = (property: string): string =>
  KEPT.includes(property) ? `coalesce(${given(property)}, ${columnOf(property)})` : given(property)

const INSERT = `
  INSERT INTO users (${PROPERTIES.map(columnOf).join(', ')})
  SELECT ${PROPERTIES.map(given).join(', ')} FROM json_each(?1) AS row WHERE true ON CONFLICT DO NOTHING
  RETURNING id`

/** An email address that is verified here stays as it is. */
function unlessVerified(property: string): string {
  const column = columnOf(property)
  return `${column} = CASE WHEN email = ${given('email')} AND email_verified THEN ${column} ELSE ${given(property)} END`
}

/** The user of the row. `created_at` never changes, so it tells two users apart. */
const SAME = `users.id = ${given('_id')} AND users.created_at = ${given('createdAt')}`

// Shorter than events are kept: they say what was removed here without changing the user, such as an identity.
const RECENT_MS = 7 * 24 * 60 * 60 * 1_000

/**
 * A user to whom nothing has happened here since an import: what is empty was not emptied here. A takeover, for example,
 * drops a password that must never come back.
 */
const UNTOUCHED = `(imported_at IS NOT NULL AND users.updated_at <= imported_at
    AND imported_at > ${given('importedAt')} - ${RECENT_MS}
    AND NOT EXISTS (SELECT 1 FROM events WHERE events.user_id = users.id))`

const FILLED = ['passwordHash', 'disabledAt', ...PROPERTIES.filter(isFurther)]
const IDENTITY_ROWS = `json_each(row.value -> ${PROPERTIES.length}) AS one`
/** Since when the user counts as imported: since this run, or of an export, which other users are in, since then or never. */
const COUNTED_FROM = `row.value ->> ${PROPERTIES.length + 1}`
const OF_IDENTITY = `identities.provider = one.value ->> 'provider' AND identities.subject = one.value ->> 'subject'`
const GAINS_PROOF = `(users.email = ${given('email')} AND NOT users.email_verified AND ${given('emailVerified')})`
const LACKS = `(${FILLED.map((property) => `(users.${columnOf(property)} IS NULL AND ${given(property)} IS NOT NULL)`).join(' OR ')}
    OR ${GAINS_PROOF}
    OR EXISTS (SELECT 1 FROM ${IDENTITY_ROWS} WHERE NOT EXISTS (SELECT 1 FROM identities WHERE ${OF_IDENTITY})
      AND NOT EXISTS (SELECT 1 FROM identities
        WHERE identities.user_id = users.id AND identities.provider = one.value ->> 'provider')))`

const EMPTY_FILLED = FILLED.map(
  (property) => `${columnOf(property)} = coalesce(${columnOf(property)}, ${given(property)})`,
)
const PROOF_FILLED = ['emailVerified', 'emailVerifiedBy', 'emailVerifiedAt'].map(
  (property) =>
    `${columnOf(property)} = CASE WHEN ${GAINS_PROOF} THEN ${given(property)} ELSE ${columnOf(property)} END`,
)

/** Gives untouched users what the file has and is empty here. */
const FILL = `
  UPDATE users SET ${[...EMPTY_FILLED, ...PROOF_FILLED].join(', ')}, imported_at = ${given('importedAt')}
  FROM json_each(?1) AS row WHERE ${SAME} AND ${UNTOUCHED} AND ${LACKS}
  RETURNING id`

/**
 * Marks users whom an earlier import brought, which did not record it: with the earliest time that it can have been. With
 * today's, whoever changed here before now would seem untouched.
 */
const MARK = `
  UPDATE users SET imported_at = created_at FROM json_each(?1) AS row
  WHERE ${SAME} AND imported_at IS NULL AND ${COUNTED_FROM} IS NOT NULL`

/** What this run has brought has its time until all of it is there, which tells it from what was. */
const COUNT = `
  UPDATE users SET imported_at = ${COUNTED_FROM} FROM json_each(?1) AS row
  WHERE ${SAME} AND imported_at = ${given('importedAt')} AND imported_at IS NOT ${COUNTED_FROM}`

/**
 * The identities of users whom this run has brought, updated or filled. Of a user to whom something has happened here they
 * may have been unlinked, and do not come back.
 */
const IDENTITIES = `
  INSERT INTO identities (user_id, provider, subject, email, linked_in_session, created_at)
  SELECT users.id, one.value ->> 'provider', one.value ->> 'subject', one.value ->> 'email',
    one.value ->> 'linkedInSession', one.value ->> 'createdAt'
  FROM json_each(?1) AS row JOIN users ON ${SAME}, ${IDENTITY_ROWS}
  WHERE users.imported_at = ${given('importedAt')} AND NOT EXISTS (SELECT 1 FROM events WHERE user_id = users.id)
  ON CONFLICT DO NOTHING`

const DAY_MS = 24 * 60 * 60 * 1_000

/** How long a session that came along lives if nobody refreshes it: as long as `SESSION_TTL` is by default. */
const SESSION_MS = 60 * DAY_MS

/**
 * The sessions of such users, if they are not disabled: of the first level, and begun a day before, so that none counts as a recent
 * sign-in.
 */
const SESSIONS = `
  INSERT INTO sessions (id, user_id, refresh_id, refreshed_at, created_at, expires_at)
  SELECT one.value ->> '_id', users.id, one.value ->> 'refreshId', ${given('importedAt')} - ${DAY_MS},
    ${given('importedAt')} - ${DAY_MS}, ${given('importedAt')} + ${SESSION_MS}
  FROM json_each(?1) AS row JOIN users ON ${SAME}, json_each(row.value -> ${PROPERTIES.length + 2}) AS one
  WHERE users.imported_at = ${given('importedAt')} AND users.disabled_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM events WHERE user_id = users.id)
  ON CONFLICT DO NOTHING`

/** The identities that belong to somebody else here. */
const TAKEN = `
  SELECT row.key AS place, identities.provider FROM json_each(?1) AS row JOIN users ON ${SAME}, ${IDENTITY_ROWS}
  JOIN identities ON ${OF_IDENTITY} WHERE identities.user_id <> users.id`

/**
 * Brings a user who is here already to the newer state of the file. A user who has changed here since then is newer,
 * and stays as they are; so does one whose new email another user has. A changed or rehashed password does not make a
 * user newer, so a hash of our own is kept, and one that the file has not; a password that was dropped here stays
 * dropped, an email that is verified here stays verified, and who is disabled here stays disabled.
 */
const UPDATE = `
  UPDATE OR IGNORE users SET
    ${['email', 'name', ...PROPERTIES.filter(isFurther)].map((property) => `${columnOf(property)} = ${newer(property)}`).join(', ')},
    ${['emailVerified', 'emailVerifiedBy', 'emailVerifiedAt'].map(unlessVerified).join(', ')},
    password_hash = CASE WHEN password_hash LIKE '$pbkdf2-%' OR (password_hash IS NULL AND NOT ${UNTOUCHED})
      THEN password_hash ELSE coalesce(${given('passwordHash')}, password_hash) END,
    disabled_at = coalesce(disabled_at, ${given('disabledAt')}),
    imported_at = CASE WHEN ${UNTOUCHED} THEN ${given('importedAt')} ELSE imported_at END,
    updated_at = ${given('updatedAt')}
  FROM json_each(?1) AS row
  WHERE ${SAME} AND users.updated_at < ${given('updatedAt')}
  RETURNING id`

/** The rows that are not in the table as they should be. */
const EXCEPTIONS = `
  SELECT row.key AS place, users.id, users.created_at = ${given('createdAt')} AS same,
    users.updated_at < ${given('updatedAt')} AS older, ${UNTOUCHED} AS untouched,
    EXISTS (SELECT 1 FROM users AS other WHERE other.email = ${given('email')} AND other.id <> users.id) AS taken
  FROM json_each(?1) AS row LEFT JOIN users ON users.id = ${given('_id')}
  WHERE users.id IS NULL OR users.created_at <> ${given('createdAt')} OR users.updated_at < ${given('updatedAt')} OR ${LACKS}`

/** Writes rows, which may be there already: then nothing changes, or with `update` what is newer in the file. */
export async function writeUsers(
  table: UsersTable,
  rows: readonly string[],
  { update }: { update: boolean },
): Promise<Outcome> {
  const statements = [INSERT, ...(update ? [UPDATE, FILL] : []), IDENTITIES, SESSIONS, COUNT, MARK, TAKEN, EXCEPTIONS]
  const results = await table.write(statements, `[${rows.join(',')}]`)
  const rowsOf = (statement: string) => results[statements.indexOf(statement)] ?? []
  const idsOf = (statement: string) => new Set(rowsOf(statement).map(({ id }) => id))
  const updated = idsOf(UPDATE)
  const outcome: Outcome = {
    inserted: idsOf(INSERT).size,
    updated: updated.size,
    filled: [...idsOf(FILL)].filter((id) => !updated.has(id)).length,
    behind: 0,
    lacking: 0,
    kept: 0,
    taken: rowsOf(TAKEN).map(({ place, provider }) => ({ place: Number(place), provider: String(provider) })),
    duplicates: [],
  }
  for (const exception of rowsOf(EXCEPTIONS)) {
    const kind = kindOf(exception, update)
    if (kind === 'behind' || kind === 'lacking' || kind === 'kept') outcome[kind]++
    else outcome.duplicates.push({ place: Number(exception.place), reason: kind })
  }
  return outcome
}

function kindOf({ id, same, older, taken, untouched }: Record<string, unknown>, update: boolean) {
  if (id === null) return 'duplicate_email'
  if (same !== 1) return 'duplicate_id'
  if (older === 1) return update && taken === 1 ? 'duplicate_email' : 'behind'
  return untouched === 1 && !update ? 'lacking' : 'kept'
}

/** A row as the statements take it: of a user who is imported at the time `importedAt`. */
export function toJson(
  {
    fields,
    emailVerified,
    emailVerifiedAt,
    isDisabled,
    disabledAt,
    kept,
    identities = [],
    sessions = [],
    ...user
  }: UserRow,
  importedAt: number,
): string {
  const { importedAt: countedFrom = null, ...others } = kept ?? { importedAt }
  const proof = emailVerified && { emailVerifiedBy: 'import', emailVerifiedAt: emailVerifiedAt ?? importedAt }
  const values: Record<string, unknown> = {
    ...user,
    ...fields,
    ...proof,
    emailVerified: emailVerified ? 1 : 0,
    importedAt,
    disabledAt: isDisabled ? (disabledAt ?? importedAt) : null,
    ...others,
  }
  return JSON.stringify([...PROPERTIES.map((property) => values[property] ?? null), identities, countedFrom, sessions])
}
