import { beforeEach, describe, expect, it } from 'vitest'
import { RETRIED } from '../faults/d1-errors.ts'
import { skipBackoff } from '../support/backoff.ts'
import { faultyD1 } from '../support/d1.ts'
import { expectLogs } from '../support/logs.ts'
import { type Answer, serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'
import type { CallRecord } from './support/record.ts'

// What test/faults/matrix.test.ts is for our own routes: here what an SDK makes of the answer counts, too.

beforeEach(skipBackoff)

describe.each(everyCall)('$sdk ($wire)', (record) => {
  it('survives a database that fails at any round trip: it is answered, or may be made again', async () => {
    for (const lasting of [false, true]) {
      for (let trip = 1; trip <= record.roundTrips; trip++) {
        for (const moment of ['before', 'after'] as const) await expectSurvival(record, { trip, moment, lasting })
      }
    }
  })
})

/** One fault of a database that is new to the call: what it says then, and when it is made again. */
async function expectSurvival(
  { arrange, settings, success, repeated }: CallRecord,
  fault: { trip: number; moment: 'before' | 'after'; lasting: boolean },
): Promise<void> {
  expectLogs('deferred_failed') // such as a mail that is counted or written down after the answer
  const what = JSON.stringify(fault)
  const all = { ...SETTINGS, ...settings }
  const service = serviceWith(all)
  const call = await arrange(faceOf(service), service)
  const { DB } = faultyD1({ ...fault, ...(RETRIED[0] && { message: RETRIED[0] }) })
  const answer = await call(faceOf(serviceWith({ ...all, DB })))
  if (answer.status !== success) expectUnavailable(answer, what)
  const again = await call(faceOf(service))
  const isAllowed = again.status === success || repeated?.includes(again.body.error_code)
  expect(isAllowed, `${what}, again: ${again.status} ${JSON.stringify(again.body)}`).toBe(true)
}

/** What no SDK signs anybody out for: 503, in the words of the protocol. */
function expectUnavailable({ status, headers, body }: Answer, what: string): void {
  expect(status, `${what}: ${JSON.stringify(body)}`).toBe(503)
  expect(body, what).toMatchObject({ code: 'request_timeout', error_code: 'request_timeout' })
  expect(headers.get('x-sb-error-code'), what).toBe('request_timeout')
  expect(headers.get('x-supabase-api-version'), what).toBe('2024-01-01')
  expect(JSON.stringify(body), what).not.toMatch(/D1[ _:]/)
}
