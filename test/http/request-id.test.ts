import { describe, expect, it } from 'vitest'
import { expectLogs, logged } from '../support/logs.ts'
import { call, serviceWith } from '../support/service.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

describe('x-request-id', () => {
  for (const id of ['a', 'trace-01_A=', 'x'.repeat(255), '0f8fad5b-d9cb-469f-a165-70867728950e']) {
    it(`is kept when it is sane: ${id.slice(0, 40)}`, async () => {
      const { headers, body } = await call('/nowhere', { headers: { 'x-request-id': id } })
      expect(headers.get('x-request-id')).toBe(id)
      expect(body.requestId).toBe(id)
      expect(logged('request')).toMatchObject([{ requestId: id }])
    })
  }

  // It goes into a log and a header: nothing may come with it that a log's reader takes for something else.
  for (const id of ['', ' ', 'two words', 'a.b.c', 'x'.repeat(256), '{"level":"error"}', '<script>', '../..']) {
    it(`is replaced when it is not: ${JSON.stringify(id.slice(0, 40))}`, async () => {
      const { headers, body } = await call('/nowhere', { headers: { 'x-request-id': id } })
      expect(headers.get('x-request-id')).toMatch(UUID)
      expect(body.requestId).toBe(headers.get('x-request-id'))
      expect(logged('request')).toMatchObject([{ requestId: body.requestId }])
    })
  }

  it('is another for each request that has none, successes included', async () => {
    const first = await call('/health')
    const second = await call('/health')
    expect(first.headers.get('x-request-id')).toMatch(UUID)
    expect(second.headers.get('x-request-id')).toMatch(UUID)
    expect(second.headers.get('x-request-id')).not.toBe(first.headers.get('x-request-id'))
  })

  it('is in the header of a failure that comes before everything else', async () => {
    expectLogs('misconfigured')
    const { headers, body } = await serviceWith({ SESSION_TTL: 'soon' })('/health')
    expect(body.code).toBe('misconfigured')
    expect(headers.get('x-request-id')).toBe(body.requestId)
  })
})
