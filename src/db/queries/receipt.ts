import { eq, type SQL, sql } from 'drizzle-orm'
import type { NewEvent } from '../rows.ts'
import { events, users } from '../schema.ts'
import { type Builder, type Param, type Params, type Query, query, rowOf } from './query.ts'

interface EventTraits<V> {
  /** The other account that it is about. */
  otherId?(event: Params<V>): SQL | Param<string>
  /** Whether an operator does it. */
  bySupport?: boolean
}

/**
 * A query that records an event for the user that `who` finds, if it finds one. The row is the receipt of its batch: the
 * writes after it apply to `userOfEvent`, so that a change is made as a whole or not at all. `commit` looks for it when a
 * batch runs again.
 */
export const eventQuery = <V extends NewEvent>(
  who: (db: Builder, event: Params<V>) => SQL | undefined,
  { otherId = () => sql`NULL`, bySupport = false }: EventTraits<V> = {},
): Query<V, D1Result> =>
  query(
    (db, event: Params<V>) =>
      db
        .insert(events)
        .select(
          db
            .select(
              rowOf(events, event, {
                userId: users._id,
                otherId: otherId(event),
                bySupport: sql`${bySupport}`,
              }),
            )
            .from(users)
            .where(who(db, event)),
        )
        .onConflictDoNothing(),
    { records: true },
  )

/** The user of an event, if it was recorded: all writes that belong to it apply to them. */
export const userOfEvent = (db: Builder, eventId: Param<string>) =>
  db.select({ userId: events.userId }).from(events).where(eq(events._id, eventId))

/** Fails the batch that it stands in if the event was recorded, by adding it once more (`events.id` is unique). */
export const failIfRecorded = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.insert(events).select(db.select().from(events).where(eq(events._id, eventId))),
)
