import { expect, it } from 'vitest'
import { PROBLEMS } from '../../../src/model/problem.ts'
import { AccessError, toProblem } from '../../server/index.ts'

it.each(['token_missing', 'token_invalid', 'token_expired', 'role_required'] as const)(
  'refuses as the service does: %s',
  (code) => {
    const { status, message, ...entry } = PROBLEMS[code]
    const problem = toProblem(new AccessError(code, 'a reason for the log'))
    expect([problem?.status, JSON.parse(String(problem?.body))]).toEqual([
      status,
      { title: status === 403 ? 'Forbidden' : 'Unauthorized', status, code, message },
    ])
    expect(problem?.headers['www-authenticate']).toBe('challenge' in entry ? entry.challenge : undefined)
  },
)
