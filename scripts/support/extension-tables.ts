import { getTableName } from 'drizzle-orm'
import { type ForeignKey, getTableConfig } from 'drizzle-orm/sqlite-core'
import * as ours from '../../src/db/schema.ts'
import { tablesIn } from './tables-in.ts'

/**
 * The names of the tables in src/extensions/schema.ts. Throws an `Error` for what drizzle-kit would turn into a wrong
 * migration, or pass over with a stack trace and success: a table of Latchkey's, and a reference to nothing.
 */
export async function extensionTables(): Promise<string[]> {
  const tables = Object.values(tablesIn(await import('../../src/extensions/schema.ts')))
  const taken = new Set(Object.values(tablesIn(ours)).map(getTableName))
  for (const table of tables) {
    const name = getTableName(table)
    if (taken.has(name)) {
      throw new Error(
        `src/extensions/schema.ts exports a table ${name}, which is Latchkey's: import it, or take another name`,
      )
    }
    for (const key of getTableConfig(table).foreignKeys) checkReference(name, key)
  }
  return tables.map(getTableName)
}

function checkReference(name: string, key: ForeignKey): void {
  try {
    key.reference()
  } catch (cause) {
    throw new Error(`src/extensions/schema.ts: ${name} refers to a column that is not there`, { cause })
  }
}
