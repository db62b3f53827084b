import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { pick } from '../../lib/pick.ts'
import { FILLABLE } from '../../model/profile-fields.ts'
import type { ProfileChanges } from '../rows.ts'
import { users } from '../schema.ts'
import type { Param } from './query.ts'

// The columns that the list of fillable fields names, and no others.
const fillable = Object.entries(pick(getTableColumns(users), FILLABLE))

/** The value of each fillable column: that of the changes, where null counts, or else what `otherwise` gives. */
function merged(changes: Param<ProfileChanges>, otherwise: (column: SQLiteColumn) => unknown): Record<string, SQL> {
  return Object.fromEntries(
    fillable.map(([key, column]) => {
      const path = `$."${key}"`
      const other = otherwise(column)
      return [key, sql`CASE WHEN json_type(${changes}, ${path}) IS NULL THEN ${other} ELSE ${changes} ->> ${path} END`]
    }),
  )
}

/** The profile of an existing row, with the changes. */
export const changed = (changes: Param<ProfileChanges>) => merged(changes, (column) => column)

/** The profile of a new row: the columns' defaults where the changes say nothing. */
export const filled = (changes: Param<ProfileChanges>) => merged(changes, (column) => column.default ?? null)
