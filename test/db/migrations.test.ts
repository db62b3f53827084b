import { env } from 'cloudflare:workers'
import { expect, it } from 'vitest'
import { mapValues } from '../../src/lib/map-values.ts'
import { dump, tables } from '../support/rows.ts'

const TIME = 1_764_000_000_000

/** A row of each table, as the first release stored it. */
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

const queriesOf = (isWanted: (name: string) => boolean) =>
  env.TEST_MIGRATIONS.filter(({ name }) => isWanted(name)).flatMap(({ queries }) => queries)

const indexes = async () => {
  const { results } = await env.DB.prepare(
    "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql > ''",
  ).all()
  return results.sort((one, other) => String(one.name).localeCompare(String(other.name)))
}

it('0004_without_rowid keeps every row and every index', async () => {
  const names = await tables()
  expect(names.sort()).toEqual(Object.keys(ROWS).sort())
  const isLater = (name: string) => name >= '0004'
  await run('PRAGMA defer_foreign_keys = on', ...names.map((name) => `DROP TABLE "${name}"`))
  await run(...queriesOf((name) => !isLater(name)))
  for (const [name, row] of Object.entries(ROWS)) {
    const columns = Object.keys(row)
    await env.DB.prepare(`INSERT INTO ${name} (${columns}) VALUES (${columns.map(() => '?')})`)
      .bind(...Object.values(row))
      .run()
  }
  const indexesBefore = await indexes()
  await run(...queriesOf(isLater))
  expect(await dump()).toEqual(mapValues(ROWS, (row) => [expect.objectContaining(row)]))
  expect(await indexes()).toEqual(indexesBefore)
  await run('DELETE FROM users')
  const { login_attempts: _nobodys, ...persons } = await dump()
  expect(persons, 'what is theirs goes with a user').toEqual(mapValues(persons, () => []))
})

it('every table is strict, and all but users are their own index', async () => {
  const { results } = await env.DB.prepare('PRAGMA table_list').all<{ name: string; wr: number; strict: number }>()
  for (const name of await tables()) {
    const { wr, strict } = results.find((table) => table.name === name) ?? {}
    expect({ name, wr, strict }).toEqual({ name, wr: name === 'users' ? 0 : 1, strict: 1 })
  }
})
