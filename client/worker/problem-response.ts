import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Problem } from './users.ts'

/** The phrases of RFC 9110 §15 (and RFC 6585) for the statuses that may be sent on. */
const PHRASES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
}

/** What this middleware finds by itself; the service knows of no such call. */
type OwnProblem = Omit<Problem, 'requestId'>

export const TOKEN_MISSING: OwnProblem = {
  code: 'token_missing',
  status: 401,
  message: 'Send an access token in x-access-token or Authorization: Bearer.',
  challenge: 'Bearer', // RFC 6750 §3
}

export const TOKEN_INVALID: OwnProblem = {
  code: 'token_invalid',
  status: 401,
  message: 'The token is not valid.',
  challenge: 'Bearer error="invalid_token"',
}

export const ROLE_REQUIRED: OwnProblem = {
  code: 'role_required',
  status: 403,
  message: 'This needs a role that the account does not have.',
}

type Sent = Exclude<Awaited<ReturnType<MiddlewareHandler>>, void>

/** Sends a problem as the service itself does: `application/problem+json` (RFC 9457). */
export function problemResponse(c: Context, problem: Problem | OwnProblem): Sent {
  const { status, code, message, errors, challenge, retryAfterSeconds } = problem
  const requestId = 'requestId' in problem ? problem.requestId : undefined
  const title = PHRASES[status]
  c.header('content-type', 'application/problem+json; charset=utf-8')
  c.header('cache-control', 'no-store')
  if (challenge) c.header('www-authenticate', challenge)
  if (retryAfterSeconds !== undefined) c.header('retry-after', String(retryAfterSeconds))
  const body = JSON.stringify({ title, status, code, message, requestId, errors })
  return c.body(body, status as ContentfulStatusCode) // a problem's always is one
}
