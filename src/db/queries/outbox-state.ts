import { and, count, gte, isNotNull, type SQL, sql } from 'drizzle-orm'
import { outbox, stoppedEndpoints } from '../schema.ts'
import { alive } from './deliveries.ts'
import { type Builder, queryOne } from './query.ts'

/** Messages that are counted: nobody needs to know more exactly how many too many they are. */
export const MOST_COUNTED = 10_000

/** How many messages there are of which something holds, up to MOST_COUNTED. */
export const countMessages = (db: Builder, condition: SQL | undefined) =>
  sql<number>`(SELECT count(*) FROM ${db
    .select({ one: sql`1`.as('one') })
    .from(outbox)
    .where(condition)
    .limit(MOST_COUNTED)})`

/** How many messages nobody has taken yet, and were given up, up to 10,000 of each, and how many endpoints have stopped. */
export const selectOutboxState = queryOne((db) => {
  const stopped = db.select({ count: count() }).from(stoppedEndpoints).where(gte(stoppedEndpoints.endpoint, ''))
  return db
    .select({
      pending: countMessages(db, and(alive, gte(outbox.nextAttemptAt, new Date(0)))).as('pending'),
      dead: countMessages(db, and(isNotNull(outbox.deadAt), gte(outbox.deadAt, new Date(0)))).as('dead'),
      stopped: sql<number>`${stopped}`.as('stopped'),
    })
    .from(sql`(SELECT 1)`)
})
