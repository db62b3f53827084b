import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { ANSWERS } from '../../src/supabase/answers.ts'
import { callOf } from '../../src/supabase/calls.ts'
import { countingD1 } from '../support/d1.ts'
import { serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'
import { successOf } from './support/record.ts'

// What every call owes, tested from its record.

/** The document of the protocol says what each call answers: nothing more, and nothing else. */
function expectForm(schema: v.GenericSchema | undefined, body: unknown): void {
  const { issues } = v.safeParse(schema ?? v.undefined(), body)
  expect(issues?.map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)).toBeUndefined()
}

describe.each(everyCall)('$sdk ($wire)', ({ wire, arrange, settings, cacheControl = 'no-store', roundTrips }) => {
  const { answer, bearer } = callOf(wire)
  it('succeeds in so many round trips', async () => {
    const all = { ...SETTINGS, ...settings }
    const { DB, trips } = countingD1()
    const service = serviceWith(all)
    const call = await arrange(faceOf(service), service)
    const { status, body, headers } = await call(faceOf(serviceWith({ ...all, DB })))
    expect(status, JSON.stringify(body)).toBe(successOf(wire))
    expectForm(ANSWERS[answer], body || undefined)
    expect(trips()).toBe(roundTrips)
    expect(headers.get('cache-control')).toBe(cacheControl)
  })

  it.runIf(bearer !== 'none')('demands a bearer', async () => {
    const service = serviceWith({ ...SETTINGS, ...settings })
    const call = await arrange(faceOf(service), service)
    const anonymous = faceOf(service)
    const { status, body } = await call((path, given) => anonymous(path, { ...given, bearer: undefined }))
    const refusal = bearer === 'user' ? [401, 'no_authorization'] : [403, 'bad_jwt'] // the key of the app is no service key
    expect([status, body.error_code]).toEqual(refusal)
  })
})
