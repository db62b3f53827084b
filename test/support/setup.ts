import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, vi } from 'vitest'
import { onDemand } from '../../src/on-demand.ts'
import { failOnUnexpectedLogs, watchLogs } from './logs.ts'
import { limitDeriveBits } from './production-limits.ts'
import { TABLES } from './tables.ts'

limitDeriveBits()
onDemand.hooks = undefined // a team's own would make other calls of the house's: tests of hooks bring theirs
watchLogs()

beforeAll(async () => {
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
  await applyD1Migrations(env.DB, env.TEST_EXTENSION_MIGRATIONS, 'extension_migrations')
})

beforeEach(async () => {
  await env.DB.batch(TABLES.map((name) => env.DB.prepare(`DELETE FROM "${name}"`))) // a new database takes twice as long
})

afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  failOnUnexpectedLogs()
})
