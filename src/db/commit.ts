import { type Answers, batch, type Database, nameAnswers, run, type Steps, send } from './database.ts'
import { isTransient, isUniqueViolation } from './failures.ts'
import type { Bound } from './statement.ts'
import { failIfRecorded } from './statements/receipt.gen.ts'

const MAX_ATTEMPTS = 3
const FIRST_DELAY_MS = 50

/**
 * Runs statements that write, as one transaction in one round trip, with their ids made beforehand. After a failure that
 * D1 documents as transient they run again. An earlier attempt may have been applied all the same, or may be later: if
 * an event of theirs is recorded, only what reads runs, since others may have changed what the batch wrote.
 * What records no event must be idempotent.
 */
export const commit = <S extends Steps>(db: Database, steps: S): Promise<Answers<S>> =>
  retry((isAgain) => commitOnce(db, steps, isAgain))

/** The same for statements that are idempotent although they record an event: it may be of an earlier call. */
export const commitRepeatable = <S extends Steps>(db: Database, steps: S): Promise<Answers<S>> =>
  retry(async (isAgain) => nameAnswers(steps, await sendAndTell(db, Object.values(steps), isAgain)))

/** The same for one statement that records no event, which costs less than a batch of one. */
export const commitOne = <R>(db: Database, statement: Bound<R>): Promise<R> => retry(() => run(db, statement))

async function commitOnce<S extends Steps>(db: Database, steps: S, isAgain: boolean): Promise<Answers<S>> {
  const statements = Object.values(steps)
  const guards = statements.flatMap(({ event }) => (event ? [failIfRecorded({ eventId: String(event._id) })] : []))
  try {
    const results = await sendAndTell(db, [...guards, ...statements], isAgain)
    return nameAnswers(steps, results.slice(guards.length))
  } catch (error) {
    if (!isUniqueViolation(error, 'events.id')) throw error
    db.outbox?.sendSoon() // an earlier attempt was applied, and its answer lost
    db.onRecorded?.(eventIdsOf(statements))
    const reads = Object.fromEntries(Object.entries(steps).filter(([, { kind }]) => kind === 'reads'))
    const isEmpty = Object.keys(reads).length === 0
    return (isEmpty ? {} : await batch(db, reads)) as Answers<S> // what writes return has no name in it
  }
}

/**
 * Sends statements as one transaction, and with them, where anybody is told, the messages of the events that they record.
 * Every batch that writes passes here: so there is no event without its messages, and no message without its event.
 */
async function sendAndTell(db: Database, statements: readonly Bound<unknown>[], isAgain: boolean): Promise<D1Result[]> {
  const { outbox, onRecorded } = db
  if (!outbox && !onRecorded) return send(db, statements)
  const recorded = statements.flatMap(({ event }) => event ?? [])
  const all = outbox && recorded.length > 0 ? [...statements, outbox.addMessagesOf(recorded)] : statements
  const results = await send(db, all)
  const changing = all.filter((_, index) => isAgain || results[index]?.meta.changes)
  if (changing.some(({ kind }) => kind === 'tells')) outbox?.sendSoon()
  const eventIds = onRecorded ? eventIdsOf(changing) : []
  if (eventIds.length > 0) onRecorded?.(eventIds)
  return results
}

const eventIdsOf = (statements: readonly Bound<unknown>[]) =>
  statements.flatMap(({ event }) => (event ? [String(event._id)] : []))

async function retry<R>(attempt: (isAgain: boolean) => Promise<R>): Promise<R> {
  for (let attempts = 1; ; attempts++) {
    try {
      return await attempt(attempts > 1)
    } catch (error) {
      if (attempts === MAX_ATTEMPTS || !isTransient(error)) throw error
      await scheduler.wait(FIRST_DELAY_MS * 2 ** (attempts - 1) * (1 + Math.random()))
    }
  }
}
