import type { Steps } from '../../db/database.ts'
import type { Bound } from '../../db/statement.ts'

/** A table of the team's own whose rows belong to users: its compiled statements. */
interface OwnTable {
  /** A user's rows, the latest first. */
  select(of: { userId: string; limit: number }): Bound<object[]>
  /** Give what the guest of a merge has to its user; a row that they have already stays with the guest. */
  moveMerged: readonly ((merge: { eventId: string }) => Bound<D1Result>)[]
}

/** Those tables by their names in the schema. */
export type OwnTables = Readonly<Record<string, OwnTable>>

const PREFIX = 'own:' // no other step has such a name

/** The statements that find what a user has in those tables, of each the latest `limit` rows. */
export const selectOwnRows = (tables: OwnTables, userId: string, limit: number): Steps =>
  Object.fromEntries(Object.entries(tables).map(([name, { select }]) => [PREFIX + name, select({ userId, limit })]))

/** What they have found, by the names of the tables; `undefined` if there are no such tables. */
export function ownRowsIn(found: object): Record<string, object[]> | undefined {
  const own = Object.entries(found).filter(([name]) => name.startsWith(PREFIX))
  return own.length > 0 ? Object.fromEntries(own.map(([name, rows]) => [name.slice(PREFIX.length), rows])) : undefined
}

/** The statements that give what a merged guest has in those tables to the user. */
export const moveMergedRows = (tables: OwnTables, eventId: string): Steps =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([name, { moveMerged }]) =>
      moveMerged.map((move, index) => [`${PREFIX}${name} ${index}`, move({ eventId })]),
    ),
  )
