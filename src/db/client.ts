import { isTransient, isUniqueViolation } from './failures.ts'
import type { Bound } from './statement.ts'
import { failIfRecorded } from './statements.gen.ts'

/** One D1 session: statements of one request see each other, whichever replica answers. */
export type Database = D1DatabaseSession

const BOOKMARK = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/

/**
 * Opens a D1 session for profile data: at least as new as the caller's bookmark, else at the nearest replica. A
 * malformed one, such as from a client's damaged storage, gets the primary: the newest state, and no failure.
 */
export function openDatabase(binding: D1Database, bookmark: string | undefined): Database {
  if (bookmark === undefined) return binding.withSession('first-unconstrained')
  return binding.withSession(BOOKMARK.test(bookmark) ? bookmark : 'first-primary')
}

/** Opens a D1 session for what decides about credentials: the newest state, at the primary. */
export const openPrimary = (binding: D1Database): Database => binding.withSession('first-primary')

/** What each of a list of statements returns. */
type Answers<T extends readonly Bound<unknown>[]> = {
  -readonly [K in keyof T]: T[K] extends Bound<infer R> ? R : never
}

/** Runs one statement. */
export async function run<R>(db: Database, statement: Bound<R>): Promise<R> {
  const prepared = prepare(db, statement)
  const answer = statement.row ? (await prepared.raw()).map(statement.row) : await prepared.run()
  return answer as R // statements.ts has both the row's reader and the type from the same query
}

/** Runs statements as one transaction in one round trip. */
export async function batch<const T extends readonly Bound<unknown>[]>(
  db: Database,
  statements: T,
): Promise<Answers<T>> {
  const results = await db.batch(statements.map((statement) => prepare(db, statement)))
  const answers = results.map((result, index) => {
    const row = statements[index]?.row
    return row ? result.results.map((columns) => row(Object.values(Object(columns)))) : result
  })
  return answers as Answers<T> // as above
}

const prepare = (db: Database, { sql, params }: Bound<unknown>) => db.prepare(sql).bind(...params)

const MAX_ATTEMPTS = 3
const FIRST_DELAY_MS = 50

/**
 * Runs statements that write, as one transaction in one round trip, with their ids made beforehand. After a failure that
 * D1 documents as transient they run again. An earlier attempt may have been applied all the same, or may be later: if
 * an event of theirs is recorded, only what reads runs, since others may have changed what the batch wrote.
 * What records no event must be idempotent.
 */
export const commit = <const T extends readonly Bound<unknown>[]>(db: Database, statements: T): Promise<Answers<T>> =>
  retry(() => batchOnce(db, statements))

/** The same for statements that are idempotent although they record an event: it may be of an earlier call. */
export const commitRepeatable = <const T extends readonly Bound<unknown>[]>(db: Database, statements: T) =>
  retry(() => batch(db, statements))

async function batchOnce<const T extends readonly Bound<unknown>[]>(db: Database, statements: T): Promise<Answers<T>> {
  const guards = statements.filter(recordsEvent).map(({ params: [id] }) => failIfRecorded({ eventId: String(id) }))
  try {
    const answers = await batch(db, [...guards, ...statements])
    return answers.slice(guards.length) as Answers<T>
  } catch (error) {
    if (!isUniqueViolation(error, 'events.id')) throw error
    const reads = statements.filter(isRead)
    const answers = reads.length > 0 ? await batch(db, reads) : []
    return statements.map((statement) => answers[reads.indexOf(statement)]) as Answers<T> // nobody asks what writes return
  }
}

const recordsEvent = ({ sql }: Bound<unknown>) => sql.startsWith('insert into "events"') // their first value is the id
const isRead = ({ sql }: Bound<unknown>) => sql.startsWith('select ')

/** The same for one statement, which costs less than a batch of one. */
export const commitOne = <R>(db: Database, statement: Bound<R>): Promise<R> => retry(() => run(db, statement))

async function retry<R>(send: () => Promise<R>): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error
      await scheduler.wait(FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + Math.random()))
    }
  }
}

/** Makes sure that the database answers. */
export async function ping(db: Database): Promise<void> {
  await db.prepare('SELECT 1').run()
}
