import { and, desc, eq, exists, inArray, notExists, type SQL, sql } from 'drizzle-orm'
import { alias, type SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { HOUR_MS } from '../../lib/utc.ts'
import type { EventType } from '../../model/event-types.ts'
import { events, sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, queryOne } from './query.ts'

/** What starts a session. What others can do to an account, such as asking for a code, makes no device seen. */
const SIGN_INS: EventType[] = ['registered', 'guest_created', 'logged_in', 'password_reset']

const LOOKED_AT = 100 // newest events of the user: what is read is bounded, however long the record is
const PER_HOUR = 10 // sign-ins from which nobody is told of one more: who has the password could fill a mailbox
const BEFORE_VERSION = '/'

/**
 * Whom to tell of a sign-in, which an event records, on a device that was not seen before: the owner, at a verified
 * email address. No row if another session or recorded sign-in has the same device, or if there was none at all yet:
 * then the user was imported, later than `recordedSince`, before which events are deleted. The sign-in itself counts
 * for nothing, so the answer is the same when its batch runs again.
 */
export const selectWhomToTellOfDevice = queryOne(
  (db, { eventId, recordedSince }: Params<{ eventId: string; recordedSince: Date }>) =>
    db
      .select({ email: users.email, locale: users.locale })
      .from(events)
      .innerJoin(users, eq(users._id, events.userId))
      .where(
        and(
          eq(events._id, eventId),
          eq(users.emailVerified, true),
          notExists(sessionOnDevice(db)),
          exists(recordWithoutDevice(db, recordedSince)),
        ),
      ),
)

/** Another session of the event's user on its device. */
const sessionOnDevice = (db: Builder) =>
  db
    .select({ _id: sessions._id })
    .from(sessions)
    .where(
      and(
        eq(sessions.userId, events.userId),
        sql`${sessions._id} IS NOT ${events.sessionId}`,
        isSameDevice(sessions.deviceName),
      ),
    )

/** A row, if the other sign-ins of the event's user were all on other devices, and not too many of late. */
function recordWithoutDevice(db: Builder, recordedSince: Param<Date>) {
  const former = alias(events, 'former')
  const newest = alias(events, 'newest')
  const newestIds = db
    .select({ _id: newest._id })
    .from(newest)
    .where(eq(newest.userId, events.userId))
    .orderBy(desc(newest.createdAt))
    .limit(LOOKED_AT)
  const countIf = (condition: SQL) => sql`count(*) FILTER (WHERE ${condition})`
  return db
    .select({ signIns: sql`count(*)` })
    .from(former)
    .where(
      and(
        inArray(former._id, newestIds),
        inArray(former.type, SIGN_INS),
        sql`${former.sessionId} IS NOT ${events.sessionId}`,
      ),
    )
    .having(
      and(
        sql`${countIf(isSameDevice(former.deviceName))} = 0`,
        sql`(count(*) > 0 OR coalesce(${users.importedAt}, 0) < ${recordedSince})`,
        sql`${countIf(sql`${former.createdAt} > ${events.createdAt} - ${HOUR_MS}`)} < ${PER_HOUR}`,
      ),
    )
}

/** Whether a device is that of the event, by what both are called: another version of an app (`MyApp/1.2`) is no other. */
const isSameDevice = (name: SQLiteColumn): SQL => sql`${unversioned(name)} IS ${unversioned(events.deviceName)}`

const unversioned = (name: SQLiteColumn): SQL =>
  sql`substr(${name}, 1, instr(${name} || ${BEFORE_VERSION}, ${BEFORE_VERSION}))`
