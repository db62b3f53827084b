import type { Caller } from '../model/caller.ts'
import type { MessageType } from '../model/messages.ts'
import type { RecordedEvent } from '../model/recorded-event.ts'
import type { Bound } from './statement.ts'

/** One D1 session: statements of one request see each other, whichever replica answers. */
export interface Database {
  readonly session: D1DatabaseSession
  /** Where batches add what webhooks and the queue are told; `undefined` where there are none. */
  readonly outbox: Outbox | undefined
  /** Hears of events that batches have recorded; `undefined` where nobody does. */
  readonly onRecorded?: ((eventIds: readonly string[]) => void) | undefined
  /** What is read at the end of every batch, and after a statement that reads, too; `undefined` for nothing. */
  readonly alongside?: Alongside | undefined
}

/** A read that goes with each batch of a request, and what the last of them has found: so it takes no round trip of its own. */
export interface Alongside<R = unknown> {
  readonly statement: Bound<R>
  found?: R
}

/** The messages about what a request changes. */
export interface Outbox {
  /** The statement that adds those of the events of a batch, at its end. */
  addMessagesOf(recorded: readonly RecordedEvent[]): Bound<D1Result>
  /** The statement that adds that the caller has changed fields of their profile, after it; `undefined`: nobody is told. */
  addProfileUpdate(update: Caller & { fields: readonly string[]; now: Date }): Bound<D1Result> | undefined
  /** Who is told of a type; `undefined` for nobody. */
  endpointsFor(type: MessageType): readonly string[] | undefined
  /** Has the messages sent after the response. */
  sendSoon(): void
}

const BOOKMARK = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/

/** Opens a D1 session at the primary: the newest state. */
export const openPrimary = (binding: D1Database): D1DatabaseSession => binding.withSession('first-primary')

/**
 * Opens a D1 session that may read a replica: one at least as new as the caller's bookmark, else the nearest. A
 * malformed bookmark, such as from a client's damaged storage, gets the primary, and no failure.
 */
export function openReplica(binding: D1Database, bookmark: string | undefined): D1DatabaseSession {
  if (bookmark === undefined) return binding.withSession('first-unconstrained')
  return binding.withSession(BOOKMARK.test(bookmark) ? bookmark : 'first-primary')
}

/** The statements of a batch by name, in the order in which they run. */
export type Steps = Readonly<Record<string, Bound<unknown>>>

/** What a statement returns; never, for one that only writes. */
type Answer<B> = B extends Bound<infer R> ? ([R] extends [D1Result] ? never : R) : never

/** What the steps of a batch return, by the same names. */
export type Answers<S extends Steps> = { [K in keyof S as [Answer<S[K]>] extends [never] ? never : K]: Answer<S[K]> }

/** Runs one statement; with what is read alongside, if it reads at all. */
export async function run<R>(db: Database, statement: Bound<R>): Promise<R> {
  const { row, one } = statement
  if (row && db.alongside) return read(statement, (await send(db, [statement]))[0]) as R
  const prepared = prepare(db, statement)
  if (!row) return (await prepared.run()) as R // the types are those that Drizzle gave the query, here and below
  const rows = (await prepared.raw()).map(row)
  return (one ? rows[0] : rows) as R
}

/** Runs statements that read, as one transaction in one round trip. */
export async function batch<S extends Steps>(db: Database, steps: S): Promise<Answers<S>> {
  return nameAnswers(steps, await send(db, Object.values(steps)))
}

/** Sends statements as one transaction. */
export async function send(db: Database, statements: readonly Bound<unknown>[]): Promise<D1Result[]> {
  const { alongside } = db
  const all = alongside ? [...statements, alongside.statement] : statements
  const results = await db.session.batch(all.map((statement) => prepare(db, statement)))
  if (alongside) alongside.found = read(alongside.statement, results.pop())
  return results
}

/** The results of some steps, which are in their order, under their names. */
export function nameAnswers<S extends Steps>(steps: S, results: readonly D1Result[]): Answers<S> {
  const answers = Object.entries(steps).map(([name, step], index) => [name, read(step, results[index])])
  return Object.fromEntries(answers) as Answers<S>
}

function read({ row, one }: Bound<unknown>, result: D1Result | undefined): unknown {
  if (!row || !result) return undefined
  const rows = result.results.map((columns) => row(Object.values(columns as object)))
  return one ? rows[0] : rows
}

const prepare = (db: Database, { sql, params }: Bound<unknown>) => db.session.prepare(sql).bind(...params)

/** Makes sure that the database answers. */
export async function ping(db: Database): Promise<void> {
  await db.session.prepare('SELECT 1').run()
}
