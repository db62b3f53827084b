import { and, desc, eq, gt, gte, inArray, isNull, lt, lte, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { type Bindable, prepare } from '../prepare.ts'
import { events, type Session, sessions, users } from '../schema.ts'
import { type Caller, callersSession, callersUser } from './caller.ts'
import { userOfEvent } from './events.ts'

/** The user is the event's. */
export type NewSession = Omit<Session, 'userId'>

/** Starts a session for the event's user: the record of a sign-in, made only if the sign-in was right. */
export const insertSession = prepare((db, session: Bindable<NewSession & { eventId: string }>) =>
  db
    .insert(sessions)
    .select(db.select(sessionOf(events.userId, session)).from(events).where(eq(events._id, session.eventId)))
    .onConflictDoNothing(),
)

const sessionOf = <U>(userId: U, session: Bindable<NewSession>) => ({
  _id: sql`${session._id}`.as('id'),
  userId,
  refreshId: sql`${session.refreshId}`.as('refresh_id'),
  previousRefreshId: sql`${session.previousRefreshId}`.as('previous_refresh_id'),
  refreshedAt: sql`${sql.param(session.refreshedAt, sessions.refreshedAt)}`.as('refreshed_at'),
  createdAt: sql`${sql.param(session.createdAt, sessions.createdAt)}`.as('created_at'),
  expiresAt: sql`${sql.param(session.expiresAt, sessions.expiresAt)}`.as('expires_at'),
  deviceName: sql`${session.deviceName}`.as('device_name'),
  country: sql`${session.country}`.as('country'),
})

/** What ends a user's other sessions, and so the old backend's tokens that have made none yet. */
const ENDS_OTHERS = ['other_sessions_ended', 'password_changed', 'password_reset'] as const

/** A token of the old backend: whose it is, the event that records its session, and when it was issued. */
interface LegacyToken {
  userId: string
  eventId: string
  issuedAt: Date
}

/** Starts the session of such a token, unless it has had one or was ended before it could. */
export const insertAdoptedSession = (db: Database, session: NewSession, token: LegacyToken) =>
  db
    .insert(sessions)
    .select(
      db
        .select(sessionOf(users._id, session))
        .from(users)
        .where(
          and(
            eq(users._id, token.userId),
            notExists(db.select({ _id: events._id }).from(events).where(eq(events._id, token.eventId))),
            notExists(
              db
                .select({ _id: events._id })
                .from(events)
                .where(
                  and(
                    eq(events.userId, users._id),
                    gte(events.createdAt, token.issuedAt),
                    inArray(events.type, [...ENDS_OTHERS]),
                  ),
                ),
            ),
          ),
        ),
    )
    .onConflictDoNothing()

/** Makes the read of the named columns of the user of a session that this batch has started. No row: it has not. */
export const selectSignedIn = <C extends Record<string, SQLiteColumn>>(columns: C) =>
  prepare((db, { sessionId }: Bindable<{ sessionId: string }>) =>
    db
      .select({ row: columns })
      .from(sessions)
      .innerJoin(users, eq(users._id, sessions.userId))
      .where(eq(sessions._id, sessionId)),
  )

const ALL = -1 // SQLite: no limit

/** A user's live sessions, the one used last first. */
export const selectSessions = (db: Database, userId: string, now: Date, limit = ALL) =>
  db
    .select({
      _id: sessions._id,
      deviceName: sessions.deviceName,
      country: sessions.country,
      createdAt: sessions.createdAt,
      refreshedAt: sessions.refreshedAt,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), gt(sessions.expiresAt, now)))
    .orderBy(desc(sessions.refreshedAt), desc(sessions._id))
    .limit(limit)

/** A rotation of the refresh token: `presented` is the `jti` that the client holds, `next` the one it shall get. */
export interface Rotation {
  caller: Caller
  presented: string
  next: string
  now: Date
  /** Up to this time a rotation counts as just done, and its loser as a double of the same call. */
  settledBefore: Date
  expiresAt: Date
}

/**
 * Moves the session on to `next` if `presented` is current, or is the previous one and the rotation after it is
 * settled: then its answer was lost, or somebody else holds it, and the next refresh shows which.
 */
export const rotateRefreshId = (db: Database, rotation: Rotation) =>
  db
    .update(sessions)
    .set({
      refreshId: rotation.next,
      previousRefreshId: rotation.presented,
      refreshedAt: rotation.now,
      expiresAt: rotation.expiresAt,
    })
    .where(
      and(
        callersSession(rotation.caller, rotation.now),
        or(
          eq(sessions.refreshId, rotation.presented),
          and(eq(sessions.previousRefreshId, rotation.presented), lte(sessions.refreshedAt, rotation.settledBefore)),
        ),
      ),
    )

/** Whether `presented` is neither current nor previous: two parties hold the session's tokens. */
export const isReused = ({ caller, presented, now }: Rotation) =>
  and(
    callersSession(caller, now),
    ne(sessions.refreshId, presented),
    or(isNull(sessions.previousRefreshId), ne(sessions.previousRefreshId, presented)),
  )

export const isSession = (sessionId: string) => eq(sessions._id, sessionId)

/** The user of a session: whom an event about it is for. */
export const userOfSession = (db: Database, session: SQL | undefined) =>
  inArray(users._id, db.select({ userId: sessions.userId }).from(sessions).where(session))

/** One session of the caller's, this or another, while this one lives. */
export const sessionOfCaller = (db: Database, caller: Caller, now: Date, sessionId: string) =>
  and(
    eq(sessions._id, sessionId),
    inArray(
      sessions.userId,
      db
        .select({ _id: users._id })
        .from(users)
        .where(callersUser(db, caller, now)),
    ),
  )

/** Ends one session of the event's user. */
export const deleteSession = (db: Database, eventId: string, sessionId: string) =>
  db.delete(sessions).where(and(eq(sessions._id, sessionId), inArray(sessions.userId, userOfEvent(db, eventId))))

/** Ends every session of the event's user but one. */
export const deleteOtherSessions = (db: Database, eventId: string, keptSessionId: string) =>
  db.delete(sessions).where(and(ne(sessions._id, keptSessionId), inArray(sessions.userId, userOfEvent(db, eventId))))

/** Moves the end of the caller's live session on, never back. */
export const extendSession = (db: Database, caller: Caller, now: Date, expiresAt: Date) =>
  db
    .update(sessions)
    .set({ expiresAt })
    .where(and(callersSession(caller, now), lt(sessions.expiresAt, expiresAt)))

/** Deletes up to `limit` sessions that have ended. */
export const deleteEndedSessions = (db: Database, now: Date, limit: number) =>
  db
    .delete(sessions)
    .where(
      inArray(
        sessions._id,
        db.select({ _id: sessions._id }).from(sessions).where(lte(sessions.expiresAt, now)).limit(limit),
      ),
    )
