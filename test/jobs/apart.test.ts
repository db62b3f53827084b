import { expect, it } from 'vitest'
import { runCron } from '../support/cron.ts'
import { faultyD1 } from '../support/d1.ts'
import { expectLogs, logged } from '../support/logs.ts'

it('a job that fails holds up none of the others, and the run is shown as failed', async () => {
  expectLogs('delivered')
  const { DB } = faultyD1({ moment: 'before', message: 'broken' })
  await expect(runCron({ DB, EVENTS: { sendBatch: async () => undefined } })).rejects.toThrow('broken')
  expect(logged('swept')).toEqual([])
  expect(logged('delivered')).toHaveLength(1)
})
