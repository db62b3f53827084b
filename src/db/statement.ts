import { mapValues } from '../lib/map-values.ts'
import { pick } from '../lib/pick.ts'
import { RECORDED_EVENT, type RecordedEvent } from '../model/recorded-event.ts'

/** What `npm run generate` knows of a query. */
interface Compiled {
  sql: string
  /** Names of the values, in the order of the numbers that the SQL gives them. */
  values: readonly string[]
  /** `records`: it writes an event, whose id is the value `_id`. `tells`: it writes messages (src/db/outbox.ts). */
  kind: 'reads' | 'writes' | 'records' | 'tells'
  /** Makes a row from its columns; missing if the statement returns no rows. */
  row?: (columns: readonly unknown[]) => unknown
  /** It finds one row or none. */
  one?: true
}

interface Query {
  values: unknown
  answer: unknown
}

/** A statement with its values, ready to be sent. */
export interface Bound<R> extends Pick<Compiled, 'sql' | 'kind' | 'row' | 'one'> {
  readonly params: readonly unknown[]
  /** The event that it records. */
  readonly event: RecordedEvent | undefined
  /** What it returns: a type for the compiler only. */
  readonly answer?: R
}

/** Makes the statement of a query: it takes the values that the query takes, and returns what the query returns. */
export const statement =
  <Q extends Query>(compiled: Compiled): ((values: Q['values']) => Bound<Q['answer']>) =>
  (values) => {
    const given = values as RecordedEvent & Record<string, unknown> // an object, whatever its members are
    return {
      ...compiled,
      params: compiled.values.map((name) => toParam(given[name])),
      event: compiled.kind === 'records' ? mapValues(pick(given, RECORDED_EVENT), toParam) : undefined,
    }
  }

/**
 * A value as SQLite knows it: a time in milliseconds, true and false as 1 and 0, what is absent as NULL, and an object
 * as JSON of such values, in which what is absent stays so.
 */
function toParam(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.getTime()
  if (typeof value === 'boolean') return Number(value)
  if (Array.isArray(value)) return JSON.stringify(value)
  if (typeof value === 'object' && value !== null)
    return JSON.stringify(mapValues(value, (member) => (member === undefined ? undefined : toParam(member))))
  return value
}

/** A column that holds a time. */
export const time = (column: unknown): Date | null => (column === null ? null : new Date(Number(column)))

/** A column that holds true or false. */
export const flag = (column: unknown): boolean | null => (column === null ? null : column === 1)

/** A column that holds JSON. */
export const json = (column: unknown): unknown => (column === null ? null : JSON.parse(String(column)))
