import { expect } from 'vitest'
import type { Answer } from './service.ts'

/** OWASP's REST Security Cheat Sheet, less what has no meaning without HTML. */
export function expectSecure({ headers }: Answer): void {
  expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'")
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8,}; includeSubDomains/)
  expect(headers.has('x-powered-by')).toBe(false)
  expect(headers.has('server')).toBe(false)
}
