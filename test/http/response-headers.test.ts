import { describe, expect, it } from 'vitest'
import { everyRoute, exampleCall } from '../support/every-route.ts'
import { expectLogs } from '../support/logs.ts'
import { type Answer, call, serviceWith } from '../support/service.ts'

const CACHEABLE = new Set(['GET /.well-known/jwks.json', 'GET /.well-known/openid-configuration', 'GET /openapi.json'])

/** OWASP's REST Security Cheat Sheet, less what has no meaning without HTML. */
function expectSecure({ headers }: Answer): void {
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}; includeSubDomains/)
  expect(headers.has('x-powered-by')).toBe(false)
  expect(headers.has('server')).toBe(false)
}

describe('every answer', () => {
  for (const route of everyRoute) {
    it(`is secured, and not stored if it is about somebody: ${route}`, async () => {
      const { path, call, settings } = await exampleCall(route)
      const answer = await serviceWith(settings)(path, call)
      expectSecure(answer)
      const expected = CACHEABLE.has(route) ? 'public, max-age=300' : 'no-store'
      expect(answer.headers.get('cache-control')).toBe(expected)
    })
  }

  it('is so as a failure', async () => {
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

  it('is not cached as a failure at an address that is cacheable', async () => {
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

  it('is JSON, whatever the caller accepts', async () => {
    const { headers } = await call('/health', { headers: { accept: 'text/html' } })
    expect(headers.get('content-type')).toBe('application/json')
  })
})
