import { describe, expect, it } from 'vitest'
import { expectLogs } from '../support/logs.ts'
import { expectSecure } from '../support/secure-headers.ts'
import { call, serviceWith } from '../support/service.ts'

// Those of each route's success are in test/http/every-route.test.ts.

describe('a failure', () => {
  it('is secured, and not stored', async () => {
    const failures = [
      await call('/users/profile'),
      await call('/users/login', { body: {} }),
      await call('/nowhere'),
      await call('/users/login', { method: 'PUT' }),
    ]
    expect(failures.map(({ status }) => status)).toEqual([401, 400, 404, 405])
    for (const answer of failures) {
      expectSecure(answer)
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('is not cached at an address that is cacheable', async () => {
    expectLogs('internal_error')
    const ASSETS = {
      fetch: async () => {
        throw new Error('no assets')
      },
    }
    const failure = await serviceWith({ ASSETS })('/openapi.json')
    expect(failure.status).toBe(500)
    expect(failure.headers.get('cache-control')).toBe('no-store')
    const refused = await call('/.well-known/jwks.json', { method: 'POST' })
    expect(refused.status).toBe(405)
    expect(refused.headers.get('cache-control')).toBe('no-store')
  })
})

it('answers in JSON, whatever the caller accepts', async () => {
  const { headers } = await call('/health', { headers: { accept: 'text/html' } })
  expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
})
