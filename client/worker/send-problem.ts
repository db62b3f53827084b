import type { Context, MiddlewareHandler } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { ProblemResponse } from '../access/problem-response.ts'

type Sent = Exclude<Awaited<ReturnType<MiddlewareHandler>>, void>

/** Sends a problem as the service itself does, which names the charset. */
export function sendProblem(c: Context, { status, headers, body }: ProblemResponse): Sent {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  c.header('content-type', `${headers['content-type']}; charset=utf-8`)
  return c.body(body, status as ContentfulStatusCode) // a problem's always is one
}
