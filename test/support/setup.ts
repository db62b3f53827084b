import { applyD1Migrations, reset } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { afterEach, beforeEach, vi } from 'vitest'
import { failOnUnexpectedLogs, watchLogs } from './logs.ts'
import { limitDeriveBits } from './production-limits.ts'

limitDeriveBits()
watchLogs()

beforeEach(async () => {
  await reset()
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS)
})

afterEach(() => {
  vi.useRealTimers()
  failOnUnexpectedLogs()
})
