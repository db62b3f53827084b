import { describe, expect, it } from 'vitest'
import { countingD1 } from '../support/d1.ts'
import { serviceWith } from '../support/service.ts'
import { everyCall } from './calls/index.ts'
import { faceOf, SETTINGS } from './support/face.ts'

// What every call owes, tested from its record.

describe.each(everyCall)(
  '$sdk ($wire)',
  ({ arrange, settings, success, cacheControl = 'no-store', roundTrips, needsToken }) => {
    it('succeeds in so many round trips', async () => {
      const all = { ...SETTINGS, ...settings }
      const { DB, trips } = countingD1()
      const service = serviceWith(all)
      const call = await arrange(faceOf(service), service)
      const { status, body, headers } = await call(faceOf(serviceWith({ ...all, DB })))
      expect(status, JSON.stringify(body)).toBe(success)
      expect(trips()).toBe(roundTrips)
      expect(headers.get('cache-control')).toBe(cacheControl)
    })

    it.runIf(needsToken)('demands an access token', async () => {
      const service = serviceWith({ ...SETTINGS, ...settings })
      const call = await arrange(faceOf(service), service)
      const anonymous = faceOf(service)
      const { status, body } = await call((path, given) => anonymous(path, { ...given, bearer: undefined }))
      expect(status).toBe(401)
      expect(body.error_code).toBe('no_authorization')
    })
  },
)
