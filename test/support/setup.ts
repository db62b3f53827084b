import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, vi } from 'vitest'
import { failOnUnexpectedLogs, watchLogs } from './logs.ts'
import { limitDeriveBits } from './production-limits.ts'

limitDeriveBits()
watchLogs()

beforeEach(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
  failOnUnexpectedLogs()
})

/** Twice as fast as a new database for each test. */
async function emptyTables(): Promise<void> {
  const { results } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'sqlite_*' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'd1_*'",
  ).all<{ name: string }>()
  await env.DB.batch(results.map(({ name }) => env.DB.prepare(`DELETE FROM "${name}"`)))
}
