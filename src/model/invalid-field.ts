import { Problem } from './problem.ts'

/**
 * The problem `invalid_request` about one field, for what no schema can check. `message` goes on after its name: "must
 * be ...".
 */
export const invalidField = (path: string, message: string): Problem =>
  new Problem('invalid_request', { errors: [{ path, message }] })
