import { AccessError } from '../access/access-error.ts'
import { type ProblemResponse, problemResponse, refusalResponse } from '../access/problem-response.ts'
import { KeysError } from './keys-error.ts'

/**
 * The response to a refused request, and to one for which keys are missing for the moment; `undefined` for any other error,
 * which is a bug or a wrong setting and belongs in your log.
 */
export function toProblem(error: unknown): ProblemResponse | undefined {
  if (error instanceof AccessError) return refusalResponse(error)
  if (error instanceof KeysError && error.code === 'keys_unreachable') {
    const message = 'The service is busy or restarting. Try again.'
    return problemResponse({ status: 503, code: 'unavailable', message, retryAfterSeconds: error.retryAfter })
  }
  return undefined
}

/** The same, and throws what is no problem. */
export function problemOrThrow(error: unknown): ProblemResponse {
  const found = toProblem(error)
  if (!found) throw error
  return found
}
