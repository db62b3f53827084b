import { env } from 'cloudflare:workers'
import { is } from 'drizzle-orm'
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core'
import * as schema from '../../src/db/schema.ts'
import * as extensions from '../../src/extensions/schema.ts'

/** Every table: those of extensions first, since their rows may belong to others. */
const all = [...Object.values<unknown>(extensions), ...Object.values<unknown>(schema)]
  .filter((member) => is(member, SQLiteTable))
  .map(getTableConfig)

/** The names of all tables. */
export const TABLES: string[] = all.map(({ name }) => name)

/** Messages that are on their way, also that a user was deleted, and what is to be deleted with them: no rows of theirs. */
const ON_THEIR_WAY = ['outbox', 'avatars']

/** The tables with a `user_id`, whose rows belong to a user. */
const belonging = all.filter(
  ({ name, columns }) => !ON_THEIR_WAY.includes(name) && columns.some((column) => column.name === 'user_id'),
)

/** The tables that have rows about a user: their own, and those that belong to them. */
export const USER_TABLES: string[] = ['users', ...belonging.map(({ name }) => name)]

/**
 * Gives a user a row in each table that has none of theirs. A text in it is its table and column, as `notes.title`, or
 * the first of those that the schema allows; in a list, the one thing in it.
 */
export async function fillTables(userId: string): Promise<void> {
  for (const { name, columns } of belonging) {
    const row = await env.DB.prepare(`SELECT 1 FROM "${name}" WHERE user_id = ?`).bind(userId).first()
    if (row) continue
    const values = columns.map((column) => {
      if (column.name === 'user_id') return userId
      if (column.getSQLType() !== 'text') return 1
      const text = column.enumValues?.[0] ?? `${name}.${column.name}`
      return column.default === '[]' ? JSON.stringify([text]) : text
    })
    const names = columns.map((column) => `"${column.name}"`)
    await env.DB.prepare(`INSERT INTO "${name}" (${names}) VALUES (${values.map(() => '?')})`)
      .bind(...values)
      .run()
  }
}
