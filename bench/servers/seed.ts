import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'

/** Settings under which a million rows take seconds; the file is the same in the end. */
export function hurry(database: DatabaseSync): void {
  database.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -500000; PRAGMA foreign_keys = OFF')
}

/** SQL for a random text of 22 characters, as an identifier is. */
export const RANDOM_ID = 'lower(hex(randomblob(11)))'

/**
 * Copies the first row of a table once for every row of `from`, with some columns replaced by SQL: whatever columns the
 * table has, the copies are as the service itself wrote the first one.
 */
export function cloneRow(database: DatabaseSync, table: string, from: string, replaced: Record<string, string>): void {
  const template = `template_${randomUUID().replaceAll('-', '')}`
  const columns = database
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map((column) => String(column.name))
  const values = columns.map((column) => replaced[column] ?? `${template}.${column}`)
  database.exec(`
    CREATE TEMP TABLE ${template} AS SELECT * FROM ${table} LIMIT 1;
    INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${from}, ${template};
    DROP TABLE ${template};
  `)
}

/** A table-valued `n` from 1 to `count`. */
export const numbers = (count: number) =>
  `(WITH RECURSIVE counter(n) AS (VALUES (1) UNION ALL SELECT n + 1 FROM counter WHERE n < ${count}) SELECT n FROM counter)`
