import { and, desc, eq, gt, inArray, isNotNull, lte, ne, notExists, notInArray, notLike, or, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Caller } from '../../model/caller.ts'
import type { EventType } from '../../model/event-types.ts'
import type { Assurance, NewEvent, NewSession, Prolongation } from '../rows.ts'
import { events, sessions, users } from '../schema.ts'
import { hasFactor } from './factors.ts'
import { type Builder, type Param, type Params, query, queryOne, rowOf, valuesOf } from './query.ts'
import { eventQuery, userOfEvent } from './receipt.ts'
import { callersUser, enabledCallersSession, endOfSession, grantedColumn, signedInAt, userOfSession } from './who.ts'

/** The type of the event of a first factor that was right, where the account demands a second. */
const ASKED: EventType = 'second_factor_asked'

/** Starts a session for the event's user: the event records a sign-in, and exists only if it succeeded. */
export const insertSession = query((db, session: Params<NewSession & Assurance & { eventId: string }>) =>
  db
    .insert(sessions)
    .select(
      db
        .select(
          rowOf(sessions, session, {
            userId: events.userId,
            aal: session.aal,
            amr: session.amr,
            signedInAt: sql`NULL`,
          }),
        )
        .from(events)
        .where(and(eq(events._id, session.eventId), ne(events.type, ASKED))),
    )
    .onConflictDoNothing(),
)

/** The events that end a user's other sessions, and so all of the old backend's tokens that have no session yet. */
const ENDS_OTHERS = ['other_sessions_ended', 'password_changed', 'password_reset'] as const

/** A token of the old backend: whose it is, and the event that records its session. */
interface LegacyToken {
  userId: string
  eventId: string
}

/** Users of another backend: recorded as such, or by a hash that is not ours. */
const isImported = or(isNotNull(users.importedAt), notLike(users.passwordHash, '$pbkdf2-chain-%'))

/**
 * Starts the session of such a token, unless it has had one, or its user has not been imported, or has ever ended their
 * other sessions here: when it was issued is what the token says, and whoever has the secret can have it say anything.
 */
export const insertAdoptedSession = query((db, session: Params<NewSession & LegacyToken>) =>
  db
    .insert(sessions)
    .select(
      db
        .select(rowOf(sessions, session, { userId: users._id, signedInAt: sql`NULL`, secondFactorDue: hasFactor(db) }))
        .from(users)
        .where(
          and(
            eq(users._id, session.userId),
            isImported,
            notExists(userOfEvent(db, session.eventId)),
            notExists(
              db
                .select({ _id: events._id })
                .from(events)
                .where(and(eq(events.userId, users._id), inArray(events.type, [...ENDS_OTHERS]))),
            ),
          ),
        ),
    )
    .onConflictDoNothing(),
)

/** A user's live sessions, the most recently used first. */
export const selectSessions = query(
  (db, { userId, now, limit }: Params<{ userId: string; now: Date; limit: number }>) =>
    db
      .select({
        _id: sessions._id,
        deviceName: sessions.deviceName,
        country: sessions.country,
        createdAt: sessions.createdAt,
        refreshedAt: sessions.refreshedAt,
        aal: sessions.aal,
        amr: sessions.amr,
      })
      .from(sessions)
      .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
      .orderBy(desc(sessions.expiresAt), desc(sessions._id)) // each use that renews a token moves the end on
      .limit(limit),
)

/** Records that the caller ends a session, this or another, if it is one of theirs. */
export const recordEndOfSession = eventQuery((db, event: Params<NewEvent & Caller & { endedId: string }>) =>
  userOfSession(db, sessionOfCaller(db, event, event.createdAt, event.endedId)),
)

/** One of the caller's sessions, this or another, if this one is live. */
function sessionOfCaller(db: Builder, caller: Params<Caller>, now: Param<Date>, sessionId: Param<string>) {
  const owner = db
    .select({ _id: users._id })
    .from(users)
    .where(callersUser(db, caller, now))
  return and(eq(sessions._id, sessionId), inArray(sessions.userId, owner))
}

/** Ends one session of the event's user. */
export const deleteSession = query((db, { eventId, sessionId }: Params<{ eventId: string; sessionId: string }>) =>
  db.delete(sessions).where(and(eq(sessions._id, sessionId), inArray(sessions.userId, userOfEvent(db, eventId)))),
)

/** Ends every session of the event's user except one, or all. */
export const deleteSessionsExcept = query(
  (db, { eventId, keptId }: Params<{ eventId: string; keptId: string | null }>) =>
    db
      .delete(sessions)
      .where(and(sql`${sessions._id} IS NOT ${keptId}`, inArray(sessions.userId, userOfEvent(db, eventId)))),
)

/** Ends the sessions of the event's user but for the `kept` newest. */
export const deleteOldestSessions = query((db, { eventId, kept }: Params<{ eventId: string; kept: number }>) => {
  const theirs = inArray(sessions.userId, userOfEvent(db, eventId))
  const newest = db
    .select({ _id: sessions._id })
    .from(sessions)
    .where(theirs)
    .orderBy(desc(sessions.createdAt), desc(sessions._id))
    .limit(kept)
  return db.delete(sessions).where(and(theirs, notInArray(sessions._id, newest)))
})

/** A session that replaces another one on the same device. */
type Successor = Omit<NewSession, 'deviceName'> & { replacedId: string }

/** Replaces a session of the event's user with a new one: no token of the old one is valid any more. */
export const replaceSession = query((db, session: Params<Successor & { eventId: string }>) =>
  db
    .update(sessions)
    .set({
      ...valuesOf(sessions, session, ['userId', 'deviceName', 'aal', 'amr', 'secondFactorDue']),
      // A password shows nothing new to a session that has shown more.
      signedInAt: sql`CASE WHEN ${sessions.aal} > 1 THEN ${signedInAt} END`,
    })
    .where(and(eq(sessions._id, session.replacedId), inArray(sessions.userId, userOfEvent(db, session.eventId)))),
)

/** What a renewal does: `generation` is that of the access token. */
interface Extension extends Caller, Prolongation {
  generation: number
  now: Date
}

/**
 * Moves the end of the caller's live session forward, unless its refresh token has been rotated since; back only for a
 * session that has become too old. Finds the new end, and what its user was granted.
 */
export const extendSession = queryOne((db, extension: Params<Extension>) =>
  db
    .update(sessions)
    .set({
      expiresAt: endOfSession(sql`max(${sessions.expiresAt}, ${extension.expiresAt})`, extension.maxAge),
    })
    .where(
      and(enabledCallersSession(db, extension, extension.now), eq(sessions.refreshGeneration, extension.generation)),
    )
    .returning({
      expiresAt: sessions.expiresAt,
      roles: grantedColumn(users.roles, ofUser(db, users.roles, extension)),
      appMetadata: grantedColumn(users.appMetadata, ofUser(db, users.appMetadata, extension)),
      secondFactorDue: sessions.secondFactorDue,
    }),
)

const ofUser = (db: Builder, column: SQLiteColumn, { userId }: Params<Pick<Caller, 'userId'>>) =>
  db.select({ column }).from(users).where(eq(users._id, userId))

/** Deletes up to `limit` sessions that have ended. */
export const deleteEndedSessions = query((db, { now, limit }: Params<{ now: Date; limit: number }>) =>
  db
    .delete(sessions)
    .where(
      inArray(
        sessions._id,
        db.select({ _id: sessions._id }).from(sessions).where(lte(sessions.expiresAt, now)).limit(limit),
      ),
    ),
)
