import { commitOne } from '../db/commit.ts'
import type { Database } from '../db/database.ts'
import type { Bound } from '../db/statement.ts'

/** Rows of a statement: well within what D1 can do in one, and short for statements that wait. */
export const CHUNK_ROWS = 1_000
const MAX_CHUNKS = 50 // the next run continues where this one stops

/** Runs a statement that changes up to `CHUNK_ROWS` rows until there are no more, but not forever. Returns how many. */
export const inChunks = (db: Database, statement: Bound<D1Result>): Promise<number> =>
  countInChunks(async () => (await commitOne(db, statement)).meta.changes)

/** The same for work that returns how many rows it has changed. */
export async function countInChunks(work: () => Promise<number>): Promise<number> {
  let changed = 0
  for (let chunk = 0; chunk < MAX_CHUNKS; chunk++) {
    const changes = await work()
    changed += changes
    if (changes < CHUNK_ROWS) break
  }
  return changed
}
