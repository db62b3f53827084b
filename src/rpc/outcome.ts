import { type FieldError, PROBLEMS, type Problem, type ProblemCode } from '../model/problem.ts'

/**
 * A problem as another Worker gets it: an error would lose its members on the way. `challenge` is what `WWW-Authenticate`
 * is to say, if the problem is sent on.
 */
export interface ProblemOutcome {
  code: ProblemCode
  /** Of HTTP. */
  status: number
  message: string
  /** What the log calls this call. */
  requestId: string
  errors?: FieldError[]
  challenge?: string
  retryAfterSeconds?: number
}

/** What a call returns: it throws for nothing that its caller could do something about. */
export type Outcome<T> = { data: T; problem?: never } | { problem: ProblemOutcome; data?: never }

/** A problem, as it crosses. */
export function describeProblem({ code, message, errors, ...problem }: Problem, requestId: string): ProblemOutcome {
  const entry = PROBLEMS[code]
  const seconds = problem.retryAfterSeconds ?? ('retryAfterSeconds' in entry ? entry.retryAfterSeconds : undefined)
  return {
    code,
    status: entry.status,
    message,
    requestId,
    ...(errors && { errors }),
    ...('challenge' in entry && { challenge: entry.challenge }),
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  }
}
