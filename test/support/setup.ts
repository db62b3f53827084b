import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, vi } from 'vitest'
import { failOnUnexpectedLogs, watchLogs } from './logs.ts'
import { limitDeriveBits } from './production-limits.ts'
import { tables } from './rows.ts'

limitDeriveBits()
watchLogs()

beforeEach(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  await emptyTables()
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  failOnUnexpectedLogs()
})

/** Twice as fast as a new database for each test. */
async function emptyTables(): Promise<void> {
  await env.DB.batch((await tables()).map((name) => env.DB.prepare(`DELETE FROM "${name}"`)))
}
