import { expect } from 'vitest'
import { STATUS_PHRASES } from '../../src/http/status-phrases.ts'
import { PROBLEMS, type ProblemCode } from '../../src/model/problem.ts'
import type { Answer } from '../support/service.ts'

const MEMBERS = ['title', 'status', 'code', 'message', 'requestId', 'errors']

/** Fails unless a failure has the one shape, to the letter, and the headers that belong to its status. */
export function expectProblem({ status, headers, body }: Answer): void {
  expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
  expect(headers.get('cache-control')).toBe('no-store')
  expect(Object.keys(body).filter((member) => !MEMBERS.includes(member))).toEqual([])
  expect(Object.keys(PROBLEMS)).toContain(body.code)
  expect(body).toEqual({
    title: STATUS_PHRASES[PROBLEMS[body.code as ProblemCode].status],
    status: PROBLEMS[body.code as ProblemCode].status,
    code: body.code,
    message: expect.stringMatching(/^.{10,}\.$/),
    requestId: headers.get('x-request-id'),
    ...('errors' in body && { errors: expect.any(Array) }),
  })
  expect(body.status).toBe(status)
  if ('errors' in body) expectErrors(body.errors)
  expect('errors' in body).toBe(body.code === 'invalid_request')
  expect(headers.has('www-authenticate')).toBe(status === 401)
  expect(headers.has('retry-after')).toBe(status === 429 || status === 503)
  expect(headers.has('allow')).toBe(status === 405)
}

function expectErrors(errors: Record<string, unknown>[]): void {
  expect(errors.length).toBeGreaterThan(0)
  for (const error of errors) {
    expect(error).toEqual({ path: expect.any(String), message: expect.stringMatching(/^(is|must) .+/) })
  }
  const paths = errors.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length) // a field is named once
}
