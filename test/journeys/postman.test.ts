import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type RunningService, startService } from './support/wrangler-dev.ts'

// newman has 150 packages that nobody else needs, so it is no dependency: npx fetches it where CI is set.
const NEWMAN = 'newman@6.2.2'
const COLLECTION = 'docs/latchkey.postman_collection.json'

let service: RunningService

beforeAll(async () => {
  if (process.env.CI) service = await startService()
})

afterAll(() => service?.stop())

it.runIf(process.env.CI)('the Postman collection runs green from top to bottom', { timeout: 180_000 }, async () => {
  const run = ['--yes', NEWMAN, 'run', COLLECTION, '--env-var', `baseUrl=${service.url}`, '--reporters', 'json']
  const report = `${service.directory}/newman.json`
  await promisify(execFile)('npx', [...run, '--reporter-json-export', report]).catch(() => undefined)
  const { run: outcome } = (await import(report, { with: { type: 'json' } })).default
  expect(outcome.failures.map(({ source, error }: any) => `${source?.name}: ${error.message}`)).toEqual([])
  expect(outcome.stats.assertions.total).toBeGreaterThan(20)
})
