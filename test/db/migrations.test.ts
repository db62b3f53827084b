import { env } from 'cloudflare:workers'
import { getTableName, is } from 'drizzle-orm'
import { SQLiteTable } from 'drizzle-orm/sqlite-core'
import { expect, it, onTestFinished } from 'vitest'
import { droppedTables } from '../../scripts/support/migration-cautions.ts'
import * as schema from '../../src/db/schema.ts'
import { mapValues } from '../../src/lib/map-values.ts'
import { TABLES } from '../support/tables.ts'

const TIME = 1_764_000_000_000

/** A row of each table that there was at 0004, as the first release stored it. */
const ROWS: Record<string, Record<string, unknown>> = {
  users: { id: 'u', email: 'robin@example.com', name: 'Robin', email_verified: 1, created_at: TIME, updated_at: TIME },
  sessions: { id: 's', user_id: 'u', refresh_id: 'r', refreshed_at: TIME, created_at: TIME, expires_at: TIME },
  codes: {
    user_id: 'u',
    purpose: 'verify_email',
    address: 'robin@example.com',
    hash: 'h',
    attempts: 2,
    created_at: TIME,
    expires_at: TIME,
  },
  events: { id: 'e', user_id: 'u', type: 'logged_in', created_at: TIME, session_id: 's', ip: '192.0.2.0/24' },
  identities: { provider: 'apple', subject: 'a', user_id: 'u', created_at: TIME },
  login_attempts: { address_hash: 'h', attempts: 3, blocked_until: 0, updated_at: TIME },
}

const run = (...statements: string[]) => env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))

const read = async <Row>(sql: string): Promise<Row[]> => (await env.DB.prepare(sql).all<Row>()).results

/** Every table that there is, however it came to be there. */
const tables = async (): Promise<string[]> =>
  (await read<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'"))
    .map(({ name }) => name)
    .filter((name) => !/^((sqlite|d1|_cf)_|extension_migrations$)/.test(name))

const indexes = () => read("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > '' ORDER BY name")

const rowsOf = async (names: string[]) =>
  Object.fromEntries(await Promise.all(names.map(async (name) => [name, await read(`SELECT * FROM "${name}"`)])))

const apply = (isWanted: (name: string) => boolean) =>
  run(...env.TEST_MIGRATIONS.filter(({ name }) => isWanted(name)).flatMap(({ queries }) => queries))

/** Makes the database what it was before a migration, until the test is over. */
async function goBackTo(migration: string): Promise<void> {
  const rebuild = async (isWanted: (name: string) => boolean) => {
    const names = await tables()
    await run('PRAGMA defer_foreign_keys = on', ...names.map((name) => `DROP TABLE "${name}"`))
    await apply(isWanted)
  }
  onTestFinished(async () => {
    await rebuild(() => true)
    await run(...['SELECT 1', ...env.TEST_EXTENSION_MIGRATIONS.flatMap(({ queries }) => queries)]) // a batch is never empty
  })
  await rebuild((name) => name < migration)
}

it('0004_without_rowid keeps every row and every index', async () => {
  await goBackTo('0004')
  const names = Object.keys(ROWS)
  for (const [name, row] of Object.entries(ROWS)) {
    const columns = Object.keys(row)
    await env.DB.prepare(`INSERT INTO ${name} (${columns}) VALUES (${columns.map(() => '?')})`)
      .bind(...Object.values(row))
      .run()
  }
  const indexesBefore = await indexes()
  await apply((name) => name.startsWith('0004'))
  expect(await rowsOf(names)).toEqual(mapValues(ROWS, (row) => [expect.objectContaining(row)]))
  expect(await indexes()).toEqual(indexesBefore)
  await run('DELETE FROM users')
  const { login_attempts: _nobodys, ...persons } = await rowsOf(names)
  expect(persons, 'what is theirs goes with a user').toEqual(mapValues(persons, () => []))
})

it('0007_guests keeps every user and what belongs to them, and every index', async () => {
  await goBackTo('0007')
  const names = Object.keys(ROWS)
  for (const [name, row] of Object.entries(ROWS)) {
    const columns = Object.keys(row)
    await env.DB.prepare(`INSERT INTO ${name} (${columns}) VALUES (${columns.map(() => '?')})`)
      .bind(...Object.values(row))
      .run()
  }
  const before = { rows: await rowsOf(names), indexes: await indexes() }
  await apply((name) => name.startsWith('0007'))
  expect(await rowsOf(names)).toEqual(
    mapValues(before.rows, (rows) => rows.map((row: unknown) => expect.objectContaining(row))),
  )
  expect(await indexes()).toEqual(before.indexes)
  expect(await read('PRAGMA foreign_key_check')).toEqual([])
  await expect(run("INSERT INTO sessions SELECT 's2', 'nobody', 'r', NULL, 1, 1, 1, NULL, NULL, 0")).rejects.toThrow(
    'FOREIGN KEY',
  )
  await run('DELETE FROM users')
  const { login_attempts: _nobodys, ...persons } = await rowsOf(names)
  expect(persons, 'what is theirs goes with a user').toEqual(mapValues(persons, () => []))
})

it('what came since users were made anew keeps the rows of a table of an extension, which refers to them', async () => {
  await goBackTo('0008')
  const { users = {} } = ROWS
  const columns = Object.keys(users)
  await run(`CREATE TABLE own_notes (
    id text PRIMARY KEY NOT NULL,
    user_id text NOT NULL REFERENCES users (id) ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID`)
  await env.DB.prepare(`INSERT INTO users (${columns}) VALUES (${columns.map(() => '?')})`)
    .bind(...Object.values(users))
    .run()
  await run("INSERT INTO own_notes VALUES ('n', 'u')")
  await apply((name) => name >= '0008')
  expect(await read('SELECT * FROM own_notes')).toEqual([{ id: 'n', user_id: 'u' }])
  expect(await read('PRAGMA foreign_key_check')).toEqual([])
  await run('DELETE FROM users')
  expect(await read('SELECT * FROM own_notes')).toEqual([])
})

it('no migration drops users, since extensions refer to them', () => {
  const dropping = env.TEST_MIGRATIONS.filter(({ queries }) => droppedTables(queries.join(';\n')).includes('users'))
  expect(dropping.map(({ name }) => name)).toEqual(['0007_guests.sql']) // of before there were extensions
})

it('the migrations make the tables of the schema', async () => {
  expect((await tables()).sort()).toEqual(TABLES.toSorted())
})

/** Their rowids are in the order of the commits; those of `users` were there before. */
const WITH_ROWID = ['users', 'outbox']

it('every table is strict, and all but users and the outbox are their own index', async () => {
  const found = await read<{ name: string; wr: number; strict: number }>('PRAGMA table_list')
  const ours = Object.values<unknown>(schema)
    .filter((member) => is(member, SQLiteTable))
    .map(getTableName)
  const listed = found.filter(({ name }) => ours.includes(name)).map(({ name, wr, strict }) => ({ name, wr, strict }))
  const expected = ours.map((name) => ({ name, wr: WITH_ROWID.includes(name) ? 0 : 1, strict: 1 }))
  expect(listed).toEqual(expect.arrayContaining(expected))
  expect(listed).toHaveLength(expected.length)
})
