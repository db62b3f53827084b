import * as v from 'valibot'
import { type FieldError, Problem } from '../model/problem.ts'

/** The output of the schema for a value. Throws `invalid_request`, which names each wrong field once. */
export function validate<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortPipeEarly: true })
  if (!result.success) throw new Problem('invalid_request', { errors: result.issues.map(fieldError) })
  return result.output
}

function fieldError(issue: v.BaseIssue<unknown>): FieldError {
  const isMissing = issue.kind === 'schema' && issue.input === undefined
  return { path: v.getDotPath(issue) ?? '', message: isMissing ? 'is required' : issue.message }
}
