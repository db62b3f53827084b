import { and, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm'
import type { Caller, EventPosition, NewEvent } from '../rows.ts'
import { events, sessions, users } from '../schema.ts'
import { type Builder, into, type Param, type Params, query } from './query.ts'
import { callersSession, callersUser, userOfSession } from './who.ts'

/**
 * Records an event for the user that `who` finds, if it finds one. The row is the receipt of its batch: the writes
 * after it apply to `userOfEvent`, so that a change is made as a whole or not at all. `commit` looks for it when a batch
 * runs again.
 */
export const recordEvent = (db: Builder, event: Params<NewEvent>, who: SQL | undefined) =>
  db
    .insert(events)
    .select(
      db
        .select({
          _id: into(events._id, event._id),
          userId: users._id,
          type: into(events.type, event.type),
          createdAt: into(events.createdAt, event.createdAt),
          sessionId: into(events.sessionId, event.sessionId),
          ip: into(events.ip, event.ip),
          deviceName: into(events.deviceName, event.deviceName),
        })
        .from(users)
        .where(who),
    )
    .onConflictDoNothing()

/** The user of an event, if it was recorded: all writes that belong to it apply to them. */
export const userOfEvent = (db: Builder, eventId: Param<string>) =>
  db.select({ userId: events.userId }).from(events).where(eq(events._id, eventId))

/** Fails the batch that it stands in if the event was recorded, by adding it once more (`events.id` is unique). */
export const failIfRecorded = query((db, { eventId }: Params<{ eventId: string }>) =>
  db.insert(events).select(db.select().from(events).where(eq(events._id, eventId))),
)

/** A row, if the event was recorded. */
export const selectUserOfEvent = query((db, { eventId }: Params<{ eventId: string }>) => userOfEvent(db, eventId))

/** Records an event for the caller. */
export const recordEventForCaller = query((db, event: Params<NewEvent & Caller>) =>
  recordEvent(db, event, callersUser(db, event, event.createdAt)),
)

/** Records an event for the caller's session, even if the user is disabled. */
export const recordEventForCallersSession = query((db, event: Params<NewEvent & Caller>) =>
  recordEvent(db, event, userOfSession(db, callersSession(event, event.createdAt))),
)

/** Records an event for the user of the session that it names, whether that has ended or not. */
export const recordEventForSession = query((db, event: Params<NewEvent & { sessionId: string }>) =>
  recordEvent(db, event, userOfSession(db, eq(sessions._id, event.sessionId))),
)

/** Records an event for a user, disabled or not. */
export const recordEventForUser = query((db, event: Params<NewEvent & { userId: string }>) =>
  recordEvent(db, event, eq(users._id, event.userId)),
)

const eventsWhere = (db: Builder, condition: SQL | undefined, limit: Param<number>) =>
  db
    .select({
      _id: events._id,
      type: events.type,
      createdAt: events.createdAt,
      sessionId: events.sessionId,
      ip: events.ip,
      deviceName: events.deviceName,
    })
    .from(events)
    .where(condition)
    .orderBy(desc(events.createdAt), desc(events._id))
    .limit(limit)

/** A user's events, newest first. */
export const selectEvents = query((db, { userId, limit }: Params<{ userId: string; limit: number }>) =>
  eventsWhere(db, eq(events.userId, userId), limit),
)

/** A user's events after one of them, newest first. */
export const selectEventsAfter = query((db, after: Params<EventPosition & { userId: string; limit: number }>) =>
  eventsWhere(
    db,
    and(
      eq(events.userId, after.userId),
      or(lt(events.createdAt, after.createdAt), and(eq(events.createdAt, after.createdAt), lt(events._id, after._id))),
    ),
    after.limit,
  ),
)

/** Deletes up to `limit` events from before a time. */
export const deleteOldEvents = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db
    .delete(events)
    .where(
      inArray(events._id, db.select({ _id: events._id }).from(events).where(lt(events.createdAt, before)).limit(limit)),
    ),
)
