import { and, desc, eq, inArray, lt, or, type SQL } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import type { EventPosition, NewEvent } from '../rows.ts'
import { events, sessions, users } from '../schema.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Param, type Params, query, queryOne } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { callersSessionAtAnyLevel, callersUser, userOfSession } from './who.ts'

/** A row, if the event was recorded. */
export const selectUserOfEvent = queryOne((db, { eventId }: Params<{ eventId: string }>) => userOfEvent(db, eventId))

/** Records an event for the caller. */
export const recordEventForCaller = eventQuery((db, event: Params<NewEvent & Caller>) =>
  callersUser(db, event, event.createdAt),
)

/** Records an event for the user of a proof, if it still holds. */
export const recordProvenEvent = eventQuery((db, event: Params<NewEvent & { proof: Proof }>) =>
  provenUser(db, event.proof, event.createdAt),
)

/** Records an event for the caller's session, at any level and even if the user is disabled. */
export const recordEventForCallersSession = eventQuery((db, event: Params<NewEvent & Caller>) =>
  userOfSession(db, callersSessionAtAnyLevel(event, event.createdAt)),
)

/** Records an event for the user of the session that it names, whether that has ended or not. */
export const recordEventForSession = eventQuery((db, event: Params<NewEvent & { sessionId: string }>) =>
  userOfSession(db, eq(sessions._id, event.sessionId)),
)

/** Records an event for a user, disabled or not. */
export const recordEventForUser = eventQuery((_db, event: Params<NewEvent & { userId: string }>) =>
  eq(users._id, event.userId),
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
      otherId: events.otherId,
      method: events.method,
      bySupport: events.bySupport,
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
