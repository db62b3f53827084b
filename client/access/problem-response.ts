import type { AccessError } from './access-error.ts'

/** A response in the shape in which the service sends its failures (RFC 9457). */
export interface ProblemResponse {
  status: number
  headers: Record<string, string>
  /** JSON. */
  body: string
}

/** The phrases of RFC 9110 §15 (and RFC 6585) for the statuses that may be sent. */
const PHRASES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What a failure is to say; `challenge` and `retryAfterSeconds` become headers. */
interface Failure {
  status: number
  code: string
  message: string
  requestId?: string | undefined
  errors?: readonly object[] | undefined
  challenge?: string | undefined
  retryAfterSeconds?: number | undefined
}

export function problemResponse({ challenge, retryAfterSeconds, ...failure }: Failure): ProblemResponse {
  const { status, code, message, requestId, errors } = failure
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      ...(challenge && { 'www-authenticate': challenge }),
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify({ title: PHRASES[status], status, code, message, requestId, errors }),
  }
}

/** RFC 6750 §3. */
const CHALLENGES: Record<string, string> = {
  token_missing: 'Bearer',
  token_invalid: 'Bearer error="invalid_token"',
  token_expired: 'Bearer error="invalid_token"',
}

/** The response to a request that is refused. */
export const refusalResponse = ({ status, code, message }: AccessError): ProblemResponse =>
  problemResponse({ status, code, message, challenge: CHALLENGES[code] })
