import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'

/** An object without members, which NULL stands for in a row. */
export const NO_MEMBERS = '{}'

/** A column's object after a merge (RFC 7396, which SQLite's json_patch is); `patch` is JSON. */
export const mergePatch = (column: SQLWrapper, patch: SQL) =>
  sql`json_patch(coalesce(${column}, ${NO_MEMBERS}), ${patch})`

/** An object as a row has it: NULL for one without members. */
export const orNull = (object: SQL) => sql`nullif(${object}, ${NO_MEMBERS})`
