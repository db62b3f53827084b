import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { type ProfileChanges, profileChanges } from '../../schemas/profile.ts'
import { users } from '../schema.ts'
import type { Param } from './query.ts'

// The columns that the list of fillable fields names, and no others.
const fillable = Object.entries(getTableColumns(users)).filter(([key]) => key in profileChanges.entries)

/** Of each field that may be written what the changes say, or else what it otherwise is; null is a change. */
function merged(changes: Param<ProfileChanges>, otherwise: (column: SQLiteColumn) => unknown): Record<string, SQL> {
  return Object.fromEntries(
    fillable.map(([key, column]) => {
      const path = `$."${key}"`
      const other = otherwise(column)
      return [key, sql`CASE WHEN json_type(${changes}, ${path}) IS NULL THEN ${other} ELSE ${changes} ->> ${path} END`]
    }),
  )
}

/** The profile of a row that is there, with the changes. */
export const changed = (changes: Param<ProfileChanges>) => merged(changes, (column) => column)

/** The profile of a new row: what is not said is what the column is by default. */
export const filled = (changes: Param<ProfileChanges>) => merged(changes, (column) => column.default ?? null)
