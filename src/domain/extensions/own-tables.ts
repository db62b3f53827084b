import type { Steps } from '../../db/database.ts'
import type { Bound } from '../../db/statement.ts'

/** A table of the team's own whose rows belong to users: its compiled statements. */
export interface OwnTable {
  /** A user's rows, the latest first. */
  select(of: { userId: string; limit: number }): Bound<object[]>
  /** Gives what the guest of a merge has to the user who signs in; a row that they have already stays with the guest. */
  moveMerged(merge: { eventId: string }): Bound<D1Result>
}

/** Those tables by their names in the schema. */
export type OwnTables = Readonly<Record<string, OwnTable>>

const PREFIX = 'own:' // no step of ours has such a name

/** The statements that find what a user has in the team's own tables, of each the latest `limit` rows. */
export const ownRowsSteps = (tables: OwnTables, userId: string, limit: number): Record<string, Bound<object[]>> =>
  Object.fromEntries(Object.entries(tables).map(([name, { select }]) => [PREFIX + name, select({ userId, limit })]))

/** What they have found, by the names of the tables; `undefined` if there are none. */
export function ownRowsOf(tables: OwnTables | undefined, found: object): Record<string, object[]> | undefined {
  if (!tables) return undefined
  const answers = found as Record<string, object[]>
  return Object.fromEntries(Object.keys(tables).map((name) => [name, answers[PREFIX + name] ?? []]))
}

/** The statements that give what a merged guest has in the team's own tables to the user. */
export const moveMergedSteps = (tables: OwnTables, eventId: string): Steps =>
  Object.fromEntries(Object.entries(tables).map(([name, { moveMerged }]) => [PREFIX + name, moveMerged({ eventId })]))
