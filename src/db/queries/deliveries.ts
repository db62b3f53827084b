import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, lte, notExists, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import { NOT_DUE } from '../../model/messages.ts'
import { outbox, stoppedEndpoints } from '../schema.ts'
import { type Params, query } from './query.ts'

// How messages leave the outbox.

/** Messages that nobody has taken yet, and that were not given up. */
export const alive = isNull(outbox.deadAt)

interface Claim {
  endpoint: string
  now: Date
  /** Until when nobody else sends them. */
  leasedUntil: Date
  limit: number
}

const earlier = alias(outbox, 'earlier')

/**
 * Takes up to `limit` messages to an endpoint that are due, for the time of a lease: of each user only the first, so that
 * theirs arrive in their order. Counts the attempt.
 */
export const claimMessages = query((db, { endpoint, now, leasedUntil, limit }: Params<Claim>) => {
  const before = db
    .select({ seq: earlier.seq })
    .from(earlier)
    .where(
      and(
        eq(earlier.endpoint, outbox.endpoint),
        eq(earlier.userId, outbox.userId),
        lt(earlier.seq, outbox.seq),
        isNull(earlier.deadAt),
      ),
    )
  const due = db
    .select({ seq: outbox.seq })
    .from(outbox)
    .where(
      and(
        alive,
        lte(outbox.nextAttemptAt, now),
        eq(outbox.endpoint, endpoint),
        notExists(before),
        notExists(db.select({ one: sql`1` }).from(stoppedEndpoints).where(eq(stoppedEndpoints.endpoint, endpoint))),
      ),
    )
    .orderBy(asc(outbox.nextAttemptAt))
    .limit(limit)
  return db
    .update(outbox)
    .set({ attempts: sql`${outbox.attempts} + 1`, nextAttemptAt: sql`${leasedUntil}` })
    .where(inArray(outbox.seq, due))
    .returning({
      _id: outbox._id,
      userId: outbox.userId,
      type: outbox.type,
      data: outbox.data,
      createdAt: outbox.createdAt,
      attempts: outbox.attempts,
    })
})

/** Deletes messages that an endpoint has taken; `ids` is a JSON list. */
export const deleteTaken = query((db, { endpoint, ids }: Params<{ endpoint: string; ids: readonly string[] }>) =>
  db
    .delete(outbox)
    .where(and(eq(outbox.endpoint, endpoint), inArray(outbox._id, sql`(SELECT value FROM json_each(${ids}))`))),
)

/** A message that an endpoint has not taken; times in milliseconds. */
interface FailedMessage {
  _id: string
  failure: string
  nextAttemptAt: number
  deadAt: number | null
}

interface Failures {
  endpoint: string
  failed: readonly FailedMessage[]
}

const given = (name: keyof FailedMessage) => sql`given.value ->> ${`$.${name}`}`

/**
 * Notes why messages were not taken and when they are tried again, and gives up those that are too old; `failed` is a JSON
 * list.
 */
export const noteFailures = query((db, { endpoint, failed }: Params<Failures>) =>
  db
    .update(outbox)
    .set({ lastFailure: given('failure'), nextAttemptAt: given('nextAttemptAt'), deadAt: given('deadAt') })
    .from(sql`json_each(${failed}) AS given`)
    .where(and(eq(outbox._id, given('_id')), eq(outbox.endpoint, endpoint))),
)

interface Next {
  endpoint: string
  userIds: readonly string[]
  now: Date
}

/** Makes the first message to an endpoint about each user of a JSON list due that waited for one before it. */
export const makeNextDue = query((db, { endpoint, userIds, now }: Params<Next>) => {
  const first = db
    .select({ seq: sql`min(${outbox.seq})` })
    .from(outbox)
    .where(and(alive, eq(outbox.endpoint, endpoint), eq(outbox.userId, sql`given.value`)))
  return db
    .update(outbox)
    .set({ nextAttemptAt: sql`${now}` })
    .where(
      and(
        inArray(outbox.seq, sql`(SELECT (${first}) FROM json_each(${userIds}) AS given)`),
        eq(outbox.nextAttemptAt, sql`${NOT_DUE}`),
      ),
    )
})

/** Sends an endpoint nothing more. */
export const stopEndpoint = query((db, { endpoint, now }: Params<{ endpoint: string; now: Date }>) =>
  db.insert(stoppedEndpoints).values({ endpoint, stoppedAt: now }).onConflictDoNothing(),
)

interface Chunk {
  now: Date
  limit: number
}

/** Gives up to `limit` messages up that are to stopped endpoints. */
export const giveUpStopped = query((db, { now, limit }: Params<Chunk>) => {
  const stopped = db.select({ endpoint: stoppedEndpoints.endpoint }).from(stoppedEndpoints)
  return db
    .update(outbox)
    .set({ deadAt: sql`${now}`, lastFailure: 'status 410' })
    .where(
      inArray(
        outbox.seq,
        db
          .select({ seq: outbox.seq })
          .from(outbox)
          .where(and(alive, inArray(outbox.endpoint, stopped)))
          .limit(limit),
      ),
    )
})

/** Gives up to `limit` old messages up that are to nobody who is still told; `endpoints`, a JSON list, are. */
export const giveUpForgotten = query(
  (db, { endpoints, now, before, limit }: Params<Chunk & { endpoints: readonly string[]; before: Date }>) =>
    db
      .update(outbox)
      .set({ deadAt: sql`${now}`, lastFailure: sql`coalesce(${outbox.lastFailure}, ${'no such webhook'})` })
      .where(
        inArray(
          outbox.seq,
          db
            .select({ seq: outbox.seq })
            .from(outbox)
            .where(
              and(
                alive,
                gte(outbox.nextAttemptAt, sql`0`), // all: it is the index of those that are alive
                lt(outbox.createdAt, before),
                sql`${outbox.endpoint} NOT IN (SELECT value FROM json_each(${endpoints}))`,
              ),
            )
            .limit(limit),
        ),
      ),
)

/** Deletes up to `limit` messages that were given up before a time. */
export const deleteDead = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db.delete(outbox).where(
    inArray(
      outbox.seq,
      db
        .select({ seq: outbox.seq })
        .from(outbox)
        .where(and(isNotNull(outbox.deadAt), lt(outbox.deadAt, before)))
        .limit(limit),
    ),
  ),
)
