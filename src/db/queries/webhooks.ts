import { and, asc, desc, eq, isNotNull, type SQL, sql } from 'drizzle-orm'
import { outbox, stoppedEndpoints } from '../schema.ts'
import { alive } from './deliveries.ts'
import { countMessages, MOST_COUNTED } from './outbox-state.ts'
import { type Builder, type Params, query } from './query.ts'

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

/** Which messages to list: of an endpoint, of a user, both or all; after a place in the list. */
interface Filter {
  endpoint: string | null
  userId: string | null
  /** Of the last one before: its time in milliseconds, and `seq`. */
  afterTime: number
  afterSeq: number
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

const deliveriesWhere = (db: Builder, { endpoint, userId, limit }: Params<Filter>, place: SQL, order: SQL[]) =>
  db
    .select(delivery)
    .from(outbox)
    .where(
      and(
        place,
        sql`(${endpoint} IS NULL OR ${outbox.endpoint} = ${endpoint})`,
        sql`(${userId} IS NULL OR ${outbox.userId} = ${userId})`,
      ),
    )
    .orderBy(...order)
    .limit(limit)

/** Messages, the latest first. */
export const selectDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(db, filter, sql`${outbox.seq} < ${filter.afterSeq}`, [desc(outbox.seq)]),
)

/** Messages that wait, in the order in which they are due. */
export const selectPendingDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(
    db,
    filter,
    sql`(${alive} AND (${outbox.nextAttemptAt}, ${outbox.seq}) > (${filter.afterTime}, ${filter.afterSeq}))`,
    [asc(outbox.nextAttemptAt), asc(outbox.seq)],
  ),
)

/** Messages that were given up, the latest first. */
export const selectDeadDeliveries = query((db, filter: Params<Filter>) =>
  deliveriesWhere(
    db,
    filter,
    sql`(${isNotNull(outbox.deadAt)} AND (${outbox.deadAt}, ${outbox.seq}) < (${filter.afterTime}, ${filter.afterSeq}))`,
    [desc(outbox.deadAt), desc(outbox.seq)],
  ),
)
