import { env } from 'cloudflare:workers'
import { mapValues } from '../../src/lib/map-values.ts'
import { dump } from '../support/rows.ts'

type Row = Record<string, unknown>

/** Every row of every table, by the table's name. */
export type State = Record<string, Row[]>

export const readState = async (): Promise<State> => mapValues(await dump(), (rows) => rows.toSorted(byWhen))

/** The oldest first, and of one millisecond by what they are: an order that does not come from what was drawn. */
const byWhen = (one: Row, other: Row): number => timeOf(one) - timeOf(other) || kindOf(one).localeCompare(kindOf(other))

/** What happened, or the level of a session. */
const kindOf = ({ type, aal }: Row): string => String(type ?? aal)

/** When it began; of what only ends, when that is. */
const timeOf = ({ created_at, expires_at }: Row): number => Number(created_at ?? expires_at)

/** Makes the database what it was. */
export async function writeState(state: State): Promise<void> {
  await env.DB.batch([
    env.DB.prepare('PRAGMA defer_foreign_keys = on'),
    ...Object.keys(state).map((name) => env.DB.prepare(`DELETE FROM "${name}"`)),
    ...Object.entries(state).flatMap(([name, rows]) => rows.map((row) => insert(name, row))),
  ])
}

function insert(name: string, row: Row): D1PreparedStatement {
  const columns = Object.keys(row)
  const places = columns.map(() => '?').join(', ')
  const sql = `INSERT INTO "${name}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${places})`
  return env.DB.prepare(sql).bind(...Object.values(row))
}

/** The columns, as `sessions.id`, in which two runs of one call differ: what each of them draws anew. */
export function drawnColumns(one: State, other: State): Set<string> {
  const drawn = new Set<string>()
  for (const [name, rows] of Object.entries(one)) {
    rows.forEach((row, index) => {
      for (const [column, value] of Object.entries(row)) {
        if (other[name]?.[index]?.[column] !== value) drawn.add(`${name}.${column}`)
      }
    })
  }
  return drawn
}

/**
 * A state that can be compared with another run's: of a drawn value it says only whether it is another than in the same
 * row of `before`. `left` are tables that do not matter.
 */
export function outline(state: State, before: State, drawn: Set<string>, left: string[] = []): State {
  const outlineRow = (name: string, row: Row, index: number): Row =>
    Object.fromEntries(
      Object.entries(row).map(([column, value]) => {
        if (!drawn.has(`${name}.${column}`)) return [column, value]
        return [column, before[name]?.[index]?.[column] === value ? 'as before' : 'drawn']
      }),
    )
  const tables = Object.entries(state).filter(([name]) => !left.includes(name))
  return Object.fromEntries(
    tables.map(([name, rows]) => [name, rows.map((row, index) => outlineRow(name, row, index))]),
  )
}
