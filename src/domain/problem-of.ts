import { whyUnavailable } from '../db/failures.ts'
import { describeError, log } from '../lib/log.ts'
import { Problem } from '../model/problem.ts'

/**
 * The problem for whatever was thrown while a call was served. An unexpected error is a bug: it is logged once, and nothing
 * of it is shown.
 */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof Problem) {
    if (error.code === 'misconfigured') log('error', 'misconfigured', { settings: error.message })
    return error
  }
  const reason = whyUnavailable(error)
  if (reason) return new Problem('unavailable', { reason })
  log('error', 'internal_error', { requestId, ...describeError(error) })
  return new Problem('internal_error')
}
