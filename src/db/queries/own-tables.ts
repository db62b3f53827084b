import { desc, eq, getTableColumns, or, type SQL, sql } from 'drizzle-orm'
import { getTableConfig, type SQLiteColumn, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import { events, users } from '../schema.ts'
import { type Params, type Query, query } from './query.ts'

// Queries for any table of the team's own (src/extensions/schema.ts), which `npm run generate` makes for each of them.

/** The types of the queries below, for the statements that are compiled from them. */
export interface OwnTableQueries {
  select: Query<{ userId: string; limit: number }, object[]>
  move: Query<{ eventId: string }, D1Result>
}

/** What must be right about a table of the team's own, so that deleting a user is neither refused nor leaves anything. */
export class WrongTable extends Error {}

/**
 * The columns of a table that name the users to whom its rows belong: those that are deleted with them. Throws
 * `WrongTable` for one that names a user and does not say what becomes of the row without them.
 */
export function ownersOf(table: SQLiteTable): SQLiteColumn[] {
  const { name, columns, foreignKeys } = getTableConfig(table)
  const owners: SQLiteColumn[] = []
  const known: SQLiteColumn[] = []
  for (const { reference, onDelete } of foreignKeys) {
    const { columns: from, foreignTable } = reference()
    if (foreignTable !== users) continue
    if (onDelete !== 'cascade' && onDelete !== 'set null') {
      throw new WrongTable(`${name}: a column that references users needs { onDelete: 'cascade' }, or 'set null'`)
    }
    known.push(...from)
    if (onDelete === 'cascade') owners.push(...from)
  }
  const lost = columns.find((column) => column.name === 'user_id' && !known.includes(column))
  if (lost) throw new WrongTable(`${name}.user_id must reference users._id, with { onDelete: 'cascade' }`)
  return owners
}

/** A user's rows without the columns that name them, the latest first where the table has a `createdAt`. */
export const selectOwnRows = (table: SQLiteTable, owners: readonly SQLiteColumn[]) =>
  query((db, { userId, limit }: Params<{ userId: string; limit: number }>) => {
    const columns = getTableColumns(table)
    const shown = Object.entries(columns).filter(([, column]) => !(owners.length === 1 && owners.includes(column)))
    const order = columns.createdAt ?? getTableConfig(table).columns.find(({ primary }) => primary) ?? sql`rowid`
    return db
      .select(Object.fromEntries(shown))
      .from(table)
      .where(or(...owners.map((owner) => eq(owner, userId))))
      .orderBy(desc(order))
      .limit(limit)
  })

/**
 * Gives what the guest of a merge has to its user. A row that the user has already, by a unique index, stays with the guest
 * and is deleted with them.
 */
export const moveOwnRows = (table: SQLiteTable, owner: SQLiteColumn) =>
  rawQuery((event: Params<{ eventId: string }>) => {
    const of = (column: SQLiteColumn) => sql`(SELECT ${column} FROM ${events} WHERE ${events._id} = ${event.eventId})`
    return sql`UPDATE OR IGNORE ${table} SET ${sql.identifier(owner.name)} = ${of(events.userId)} WHERE ${owner} = ${of(events.otherId)}`
  })

/** A query in SQL, for what Drizzle has no builder: `OR IGNORE`. */
const rawQuery = <V extends object>(write: (values: Params<V>) => SQL) =>
  query((db, values: Params<V>) => {
    const raw = db.run(write(values))
    return Object.assign(raw, { prepare: () => raw })
  })
