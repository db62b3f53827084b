import { and, eq, isNull, lt, lte, ne, or, sql } from 'drizzle-orm'
import type { Database } from '../client.ts'
import { type Session, sessions, users } from '../schema.ts'
import { type Caller, callersSession } from './caller.ts'

/**
 * Starts a session, if the user is there, is not disabled and still has this password: a sign-in that races with a
 * change of the password does not outlive it.
 */
export const insertSession = (db: Database, session: Session, passwordHash: string) =>
  db
    .insert(sessions)
    .select(
      db
        .select({
          _id: sql`${session._id}`.as('id'),
          userId: sql`${session.userId}`.as('user_id'),
          refreshId: sql`${session.refreshId}`.as('refresh_id'),
          previousRefreshId: sql`${session.previousRefreshId}`.as('previous_refresh_id'),
          refreshedAt: sql`${session.refreshedAt.getTime()}`.as('refreshed_at'),
          createdAt: sql`${session.createdAt.getTime()}`.as('created_at'),
          expiresAt: sql`${session.expiresAt.getTime()}`.as('expires_at'),
        })
        .from(users)
        .where(and(eq(users._id, session.userId), eq(users.passwordHash, passwordHash), isNull(users.disabledAt))),
    )
    .onConflictDoNothing()

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

/** Ends the session if `presented` is neither current nor previous: two parties hold its tokens. Returns what it ended. */
export const endReusedSession = (db: Database, rotation: Rotation) =>
  db
    .delete(sessions)
    .where(
      and(
        callersSession(rotation.caller, rotation.now),
        ne(sessions.refreshId, rotation.presented),
        or(isNull(sessions.previousRefreshId), ne(sessions.previousRefreshId, rotation.presented)),
      ),
    )
    .returning({ _id: sessions._id })

/** Ends the caller's session, if it is there still. */
export const deleteSession = (db: Database, caller: Caller) =>
  db.delete(sessions).where(and(eq(sessions._id, caller.sessionId), eq(sessions.userId, caller.userId)))

/** Moves the end of the caller's live session on, never back. */
export const extendSession = (db: Database, caller: Caller, now: Date, expiresAt: Date) =>
  db
    .update(sessions)
    .set({ expiresAt })
    .where(and(callersSession(caller, now), lt(sessions.expiresAt, expiresAt)))
