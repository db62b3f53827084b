import { PROBLEMS } from '../../../src/model/problem.ts'
import { code, table } from './table.ts'

/** The catalogue, in its own order. */
export function problems(): string {
  return table(
    ['code', 'status', 'message'],
    Object.entries(PROBLEMS).map(([name, { status, message }]) => [code(name), String(status), message]),
  )
}
