import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { pick } from '../../lib/pick.ts'
import { METADATA_MAX_BYTES } from '../../model/metadata.ts'
import { FILLABLE } from '../../model/profile-fields.ts'
import type { ProfileChanges } from '../rows.ts'
import { users } from '../schema.ts'
import { mergePatch, orNull } from './merge-patch.ts'
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

const PATH = '$.metadata'

/** What JSON calls the types of a patch, which is the text of an object, or null. */
const PATCH = 'text'
const CLEARING = 'null'

/** The owner's metadata after a merge (RFC 7396); NULL if nothing is left. */
export const changedMetadata = (changes: Param<ProfileChanges>) =>
  sql`CASE json_type(${changes}, ${PATH})
    WHEN ${PATCH} THEN ${orNull(patched(changes))}
    WHEN ${CLEARING} THEN NULL
    ELSE ${users.userMetadata} END`

/** Whether that is not too much. Changes that say nothing of it may be made whatever there is. */
export const metadataFits = (changes: Param<ProfileChanges>) =>
  sql`(json_type(${changes}, ${PATH}) IS NOT ${PATCH} OR octet_length(${patched(changes)}) <= ${METADATA_MAX_BYTES})`

/** The patch is text in the changes, so that what is in it keeps its form. */
const patched = (changes: Param<ProfileChanges>) => mergePatch(users.userMetadata, sql`${changes} ->> ${PATH}`)
