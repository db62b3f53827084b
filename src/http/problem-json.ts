import type { ProblemWords } from '../languages/translate-problem.ts'
import { PROBLEMS, type Problem } from '../model/problem.ts'
import { STATUS_PHRASES } from './status-phrases.ts'

/** The one place that defines how a problem is sent: `application/problem+json` (RFC 9457). `words`: in another language. */
export function toProblemJson(problem: Problem, requestId: string, { message, errors }: ProblemWords = problem) {
  const { status } = PROBLEMS[problem.code]
  const body = {
    title: STATUS_PHRASES[status],
    status,
    code: problem.code,
    message,
    requestId,
    ...(errors && { errors }),
    ...problem.secondFactor,
  }
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...problemHeaders(problem),
  }
  return { body: JSON.stringify(body), status, headers }
}

/** The headers that go with a problem's status, whatever its body is: a page sends them, too. */
export function problemHeaders({ code, retryAfterSeconds }: Problem): Record<string, string> {
  const entry = PROBLEMS[code]
  const seconds = retryAfterSeconds ?? ('retryAfterSeconds' in entry ? entry.retryAfterSeconds : undefined)
  return {
    ...('challenge' in entry && { 'www-authenticate': entry.challenge }),
    ...(seconds !== undefined && { 'retry-after': String(seconds) }),
  }
}
