import { expect, it } from 'vitest'
import { deviceName } from '../../../src/lib/device-name.ts'
import { openMailbox } from '../../support/mailbox.ts'
import { serviceWith } from '../../support/service.ts'

// Each of these took a minute and more before only the start of a user agent was parsed: the isolate's, and everyone's.
const SHAPES = ['Trident/7.0 rv:1)', 'Opera/9.80 Version/1.0 ', 'AppleWebKit/1 Version/1 Mobile/ Safari/ ']

it.each(SHAPES)('a user agent that is made to take long holds nobody up: %s', async (shape) => {
  const userAgent = shape.repeat(Math.ceil(30_000 / shape.length))
  expect(deviceName(userAgent)?.length).toBeLessThanOrEqual(100)
  const service = serviceWith({ EMAIL: openMailbox().EMAIL })
  const headers = { 'user-agent': userAgent }
  const { status } = await service('/users/password/forgot', { headers, body: { email: 'nobody@example.com' } })
  expect(status).toBe(202)
})

it('a name further on does not count', () => {
  expect(deviceName(`${'x'.repeat(600)} (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1`)).toBe('x'.repeat(100))
})
