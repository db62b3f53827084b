import { expect, it } from 'vitest'
import { call } from '../../support/service.ts'

it('no other site can put the console into a frame, and have an admin click there', async () => {
  const { headers } = await call('/admin')
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
  expect(headers.get('x-frame-options')).toBe('DENY')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
})
