import type { Context } from 'hono'
import type { AppEnv } from '../context.ts'
import { isUnavailable } from '../db/failures.ts'
import { describeError, log } from '../lib/log.ts'
import { Problem, toProblemJson } from '../problem.ts'

/** Answers whatever was thrown. What nobody expected is a bug: logged once, and nothing of it shown. */
export function answerError(error: unknown, c: Context<AppEnv>): Response {
  if (error instanceof Problem) {
    if (error.code === 'misconfigured') log('error', 'misconfigured', { settings: error.message })
    return answerProblem(error, c)
  }
  if (isUnavailable(error)) return answerProblem(new Problem('unavailable'), c)
  log('error', 'internal_error', { requestId: c.var.requestId, ...describeError(error) })
  return answerProblem(new Problem('internal_error'), c)
}

export const answerNotFound = (c: Context<AppEnv>): Response => answerProblem(new Problem('not_found'), c)

export const answerMethodNotAllowed = (c: Context<AppEnv>, methods: string[]): Response =>
  answerProblem(new Problem('method_not_allowed', { headers: { allow: methods.join(', ') } }), c)

function answerProblem(problem: Problem, c: Context<AppEnv>): Response {
  c.set('problemCode', problem.code)
  const { body, status, headers } = toProblemJson(problem, c.var.requestId)
  return c.newResponse(body, status, headers)
}
