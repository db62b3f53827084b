import { and, desc, eq, inArray, lt, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import type { Bindable } from '../prepare.ts'
import { type AccountEvent, events, users } from '../schema.ts'

/** The user is whoever `who` finds. */
export type NewEvent = Omit<AccountEvent, 'userId'>

/**
 * Records an event for the user that `who` finds, if it finds one. The row is the receipt of its batch: the writes
 * after it are for `userOfEvent`, so that all of a change is made or nothing, and a batch that runs twice adds nothing.
 */
export const recordEvent = (db: Database, event: Bindable<NewEvent>, who: SQL | undefined) =>
  db
    .insert(events)
    .select(
      db
        .select({
          _id: sql`${event._id}`.as('id'),
          userId: users._id,
          type: sql`${event.type}`.as('type'),
          createdAt: sql`${sql.param(event.createdAt, events.createdAt)}`.as('created_at'),
          sessionId: sql`${event.sessionId}`.as('session_id'),
          ip: sql`${event.ip}`.as('ip'),
          deviceName: sql`${event.deviceName}`.as('device_name'),
        })
        .from(users)
        .where(who),
    )
    .onConflictDoNothing()

/** The user of an event, if it was recorded: whom every write that belongs to it is for. */
export const userOfEvent = (db: Database, eventId: string | Placeholder) =>
  db.select({ userId: events.userId }).from(events).where(eq(events._id, eventId))

/** An event's place in a user's list. */
export type EventPosition = Pick<AccountEvent, 'createdAt' | '_id'>

interface Page {
  after: EventPosition | undefined
  limit: number
}

/** A user's events, newest first; a page of them, or all. */
export function selectEvents(db: Database, userId: string, { after, limit }: Partial<Page> = {}) {
  const isAfter =
    after &&
    or(lt(events.createdAt, after.createdAt), and(eq(events.createdAt, after.createdAt), lt(events._id, after._id)))
  return db
    .select({
      _id: events._id,
      type: events.type,
      createdAt: events.createdAt,
      sessionId: events.sessionId,
      ip: events.ip,
      deviceName: events.deviceName,
    })
    .from(events)
    .where(and(eq(events.userId, userId), isAfter))
    .orderBy(desc(events.createdAt), desc(events._id))
    .limit(limit ?? ALL)
}

const ALL = -1 // SQLite: no limit

/** Deletes up to `limit` events from before a time. */
export const deleteOldEvents = (db: Database, before: Date, limit: number) =>
  db
    .delete(events)
    .where(
      inArray(events._id, db.select({ _id: events._id }).from(events).where(lt(events.createdAt, before)).limit(limit)),
    )
