import { beforeEach, describe, expect, it } from 'vitest'
import { isTransient, whyUnavailable } from '../../src/db/failures.ts'
import { skipBackoff } from '../support/backoff.ts'
import { interceptD1 } from '../support/d1.ts'
import { serviceWith } from '../support/service.ts'
import { PASSWORD, registerUser } from '../support/users.ts'
import { ALL_ERRORS, NOT_RETRIED, RETRIED } from './d1-errors.ts'

beforeEach(skipBackoff)

describe('an error that D1 documents', () => {
  it.each(RETRIED)('is worth another try: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(true)
  })

  it.each(NOT_RETRIED)('is made worse by another try: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(false)
    expect(whyUnavailable(new Error(message))).toBeDefined()
  })

  it.each(ALL_ERRORS)('is 503 with Retry-After for a read, a batch and both: %s', async (message) => {
    const { token } = await registerUser()
    const DB = interceptD1(() => Promise.reject(new Error(message)))
    const service = serviceWith({ DB })
    for (const answer of [
      await service('/users/profile', { token }),
      await service('/users/sessions', { token }),
      await service('/users/login', { body: { email: 'syamlal@example.com', password: PASSWORD } }),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
      expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
      expect(JSON.stringify(answer.body)).not.toContain('D1')
    }
  })
})

describe('an error of ours', () => {
  it.each([
    'D1_ERROR: no such column: nickname: SQLITE_ERROR',
    'D1_ERROR: UNIQUE constraint failed: users.email: SQLITE_CONSTRAINT',
    "D1_TYPE_ERROR: Type 'undefined' not supported for value 'undefined'",
    'D1_EXEC_ERROR: Error in line 1: INSERTZ',
    'D1_COLUMN_NOTFOUND: Column not found (nickname)',
  ])('is none of them: %s', (message) => {
    expect(isTransient(new Error(message))).toBe(false)
    expect(whyUnavailable(new Error(message))).toBeUndefined()
  })
})
