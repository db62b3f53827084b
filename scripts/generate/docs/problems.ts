import { PROBLEMS } from '../../../src/model/problem.ts'
import { code, table } from './table.ts'

/** The catalogue, by status. */
export function problems(): string {
  const rows = Object.entries(PROBLEMS).sort(([, a], [, b]) => a.status - b.status)
  return table(
    ['code', 'status', 'message'],
    rows.map(([name, { status, message }]) => [code(name), String(status), message]),
  )
}
