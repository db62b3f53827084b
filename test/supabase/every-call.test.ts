import { describe, expect, it } from 'vitest'
import { RETRIED } from '../faults/d1-errors.ts'
import { skipBackoff } from '../support/backoff.ts'
import { countingD1, faultyD1 } from '../support/d1.ts'
import { expectLogs } from '../support/logs.ts'
import { type Answer, serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'
import type { CallRecord } from './support/record.ts'

// What every call owes, tested from its record.

const ORIGIN = 'https://app.example.com'
const VERSION = '2024-01-01'
const SDK_HEADERS = ['apikey', 'authorization', 'content-type', 'x-client-info', 'x-supabase-api-version']

describe.each(everyCall)('$sdk ($wire)', (record) => {
  const { arrange, settings, success, roundTrips, needsToken, wire } = record

  it('succeeds in so many round trips', async () => {
    const all = { ...SETTINGS, ...settings }
    const { DB, trips } = countingD1()
    const service = serviceWith(all)
    const call = await arrange(faceOf(service), service)
    const { status, body, headers } = await call(faceOf(serviceWith({ ...all, DB })))
    expect(status, JSON.stringify(body)).toBe(success)
    expect(trips()).toBe(roundTrips)
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it.runIf(needsToken)('demands an access token', async () => {
    const service = serviceWith({ ...SETTINGS, ...settings })
    const call = await arrange(faceOf(service), service)
    const anonymous = faceOf(service)
    const { status, body } = await call((path, given) => anonymous(path, { ...given, bearer: undefined }))
    expect(status).toBe(401)
    expect(body.error_code).toBe('no_authorization')
  })

  it('may be made by a page of an origin that is allowed, and is hidden from others', async () => {
    const service = serviceWith({ ...SETTINGS, CORS_ORIGINS: ORIGIN, ...settings })
    const call = await arrange(faceOf(service), service)
    let path = ''
    const from = (origin: string) =>
      call((called, given) => {
        path = called
        return faceOf(service)(called, { ...given, headers: { ...given?.headers, origin } })
      })
    const { headers } = await from(ORIGIN)
    expect(headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(headers.get('access-control-expose-headers')?.toLowerCase().split(',').map(trim)).toEqual(
      expect.arrayContaining(['x-total-count', 'link', 'x-supabase-api-version']),
    )
    expect((await from('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()

    const asked = { 'access-control-request-method': wire.split(' ')[0] ?? '', 'access-control-request-headers': '' }
    const preflight = await service(`/auth/v1${path}`, { method: 'OPTIONS', headers: { origin: ORIGIN, ...asked } })
    expect(preflight.status).toBe(204)
    expect(preflight.headers.get('access-control-allow-origin')).toBe(ORIGIN)
    expect(preflight.headers.get('access-control-allow-methods')).toContain(asked['access-control-request-method'])
    const allowed = preflight.headers.get('access-control-allow-headers')?.toLowerCase().split(',').map(trim)
    expect(allowed).toEqual(expect.arrayContaining(SDK_HEADERS))
  })

  it('survives a database that fails at any round trip: it is answered, or may be made again', async () => {
    skipBackoff()
    for (const lasting of [false, true]) {
      for (let trip = 1; trip <= roundTrips; trip++) {
        for (const moment of ['before', 'after'] as const) await expectSurvival(record, { trip, moment, lasting })
      }
    }
  })
})

const trim = (name: string) => name.trim()

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
  expect(headers.get('x-supabase-api-version'), what).toBe(VERSION)
  expect(JSON.stringify(body), what).not.toMatch(/D1[ _:]/)
}
