import { and, asc, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { ROWS_SCANNED } from '../../model/rows-scanned.ts'
import { outbox, stoppedEndpoints } from '../schema.ts'
import { alive } from './deliveries.ts'
import { countMessages, MOST_COUNTED } from './outbox-state.ts'
import { type Params, query, queryOne } from './query.ts'

// Webhooks as operators see them.

/**
 * Of each endpoint of a JSON list: since when it is stopped, how many messages wait and since when, how many of the latest
 * dead are its own; both up to MOST_COUNTED. Times are in milliseconds.
 */
export const selectEndpoints = query((db, { endpoints }: Params<{ endpoints: readonly string[] }>) => {
  const endpoint = sql<string>`given.value`
  const pending = and(alive, eq(outbox.endpoint, endpoint))
  const latestDead = db
    .select({ endpoint: outbox.endpoint })
    .from(outbox)
    .where(isNotNull(outbox.deadAt))
    .orderBy(desc(outbox.deadAt))
    .limit(MOST_COUNTED)
  const oldest = db
    .select({ seq: sql`min(${outbox.seq})` })
    .from(outbox)
    .where(pending)
  const stopped = db
    .select({ at: stoppedEndpoints.stoppedAt })
    .from(stoppedEndpoints)
    .where(eq(stoppedEndpoints.endpoint, endpoint))
  const since = db.select({ at: outbox.createdAt }).from(outbox).where(eq(outbox.seq, oldest))
  return db
    .select({
      endpoint: endpoint.as('endpoint'),
      stoppedAt: sql<number | null>`(${stopped})`.as('stopped_at'),
      pending: countMessages(db, pending).as('pending'),
      dead: sql<number>`(SELECT count(*) FROM (${latestDead}) AS latest WHERE latest.endpoint = ${endpoint})`.as(
        'dead',
      ),
      oldestPendingAt: sql<number | null>`(${since})`.as('oldest_pending_at'),
    })
    .from(sql`json_each(${endpoints}) AS given`)
})

/** A place in a list: of a message, its time in milliseconds, and `seq`. What is after it is listed. */
interface Place {
  afterTime: number
  afterSeq: number
}

/** Which messages to list: of an endpoint, of a user, both or all. */
interface Filter extends Place {
  endpoint: string | null
  userId: string | null
  limit: number
}

/** A message as operators see it. */
export const delivery = {
  seq: outbox.seq,
  messageId: outbox._id,
  endpoint: outbox.endpoint,
  type: outbox.type,
  userId: outbox.userId,
  createdAt: outbox.createdAt,
  attempts: outbox.attempts,
  nextAttemptAt: outbox.nextAttemptAt,
  lastFailure: outbox.lastFailure,
  deadAt: outbox.deadAt,
}

// Lists of messages go along an index, and look at no more than ROWS_SCANNED messages for one page, however few of
// them the filter lets through.

interface Walk {
  where(place: Params<Place>): SQL
  orderBy: SQL[]
}

/** The messages that the filter lets through. SQLite keeps the order of a subquery with a limit. */
const listAlong = ({ where, orderBy }: Walk) =>
  query((db, filter: Params<Filter>) => {
    const scanned = db
      .select(delivery)
      .from(outbox)
      .where(where(filter))
      .orderBy(...orderBy)
      .limit(ROWS_SCANNED)
      .as('scanned')
    return db
      .select({ ...scanned._.selectedFields })
      .from(scanned)
      .where(
        and(
          sql`(${filter.endpoint} IS NULL OR ${scanned.endpoint} = ${filter.endpoint})`,
          sql`(${filter.userId} IS NULL OR ${scanned.userId} = ${filter.userId})`,
        ),
      )
      .limit(filter.limit)
  })

/** The last message that `listAlong` looks at. No row: it has seen all. */
const endAlong = ({ where, orderBy }: Walk) =>
  queryOne((db, place: Params<Place>) =>
    db
      .select({ seq: outbox.seq, nextAttemptAt: outbox.nextAttemptAt, deadAt: outbox.deadAt })
      .from(outbox)
      .where(where(place))
      .orderBy(...orderBy)
      .limit(1)
      .offset(ROWS_SCANNED - 1),
  )

const all: Walk = {
  where: ({ afterSeq }) => sql`${outbox.seq} < ${afterSeq}`,
  orderBy: [desc(outbox.seq)],
}
const pending: Walk = {
  where: ({ afterTime, afterSeq }) =>
    sql`(${alive} AND (${outbox.nextAttemptAt}, ${outbox.seq}) > (${afterTime}, ${afterSeq}))`,
  orderBy: [asc(outbox.nextAttemptAt), asc(outbox.seq)],
}
const dead: Walk = {
  where: ({ afterTime, afterSeq }) =>
    sql`(${isNotNull(outbox.deadAt)} AND (${outbox.deadAt}, ${outbox.seq}) < (${afterTime}, ${afterSeq}))`,
  orderBy: [desc(outbox.deadAt), desc(outbox.seq)],
}

/** Messages, the latest first. */
export const selectDeliveries = listAlong(all)
export const selectEndOfDeliveries = endAlong(all)

/** Messages that wait, in the order in which they are due. */
export const selectPendingDeliveries = listAlong(pending)
export const selectEndOfPendingDeliveries = endAlong(pending)

/** Messages that were given up, the latest first. */
export const selectDeadDeliveries = listAlong(dead)
export const selectEndOfDeadDeliveries = endAlong(dead)
