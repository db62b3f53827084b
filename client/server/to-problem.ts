import { AccessError, KeysError } from './errors.ts'

/** A response in the shape in which the service sends its failures (RFC 9457). */
export interface ProblemResponse {
  status: number
  headers: Record<string, string>
  /** JSON. */
  body: string
}

const TITLES = { 401: 'Unauthorized', 403: 'Forbidden', 503: 'Service Unavailable' }

const CHALLENGES: Record<string, string> = {
  token_missing: 'Bearer',
  token_invalid: 'Bearer error="invalid_token"',
  token_expired: 'Bearer error="invalid_token"',
}

/**
 * The response to a refused request, and to one for which keys are missing for the moment; `undefined` for any other error,
 * which is a bug or a wrong setting and belongs in your log.
 */
export function toProblem(error: unknown): ProblemResponse | undefined {
  if (error instanceof AccessError) {
    const challenge = CHALLENGES[error.code]
    return problem(error.status, error.code, error.message, challenge ? { 'www-authenticate': challenge } : {})
  }
  if (error instanceof KeysError && error.code === 'keys_unreachable') {
    const message = 'The service is busy or restarting. Try again.'
    return problem(503, 'unavailable', message, { 'retry-after': String(error.retryAfter) })
  }
  return undefined
}

/** The same, and throws what is no problem. */
export function problemOrThrow(error: unknown): ProblemResponse {
  const found = toProblem(error)
  if (!found) throw error
  return found
}

function problem(
  status: keyof typeof TITLES,
  code: string,
  message: string,
  headers: Record<string, string>,
): ProblemResponse {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ title: TITLES[status], status, code, message }),
  }
}
