import { is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'

/** The tables that a schema exports, by their names there. */
export const tablesIn = (schema: object): Record<string, SQLiteTable> =>
  Object.fromEntries(
    Object.entries(schema).filter((entry): entry is [string, SQLiteTable] => is(entry[1], SQLiteTable)),
  )
