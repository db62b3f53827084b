import { and, eq, exists, gt, isNull } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../client.ts'
import { sessions, users } from '../schema.ts'

// The only ways to name "the caller's own row". Each proves in the statement itself that the session lives, so that a
// revoked one is refused at once and at no cost.

/** The user and the session that a token claims. */
export interface Caller {
  userId: string
  sessionId: string
}

/** The session that the token names, if it is that user's and has not ended. */
export const callersSession = (caller: Caller, now: Date) =>
  and(eq(sessions._id, caller.sessionId), eq(sessions.userId, caller.userId), gt(sessions.expiresAt, now))

/** The caller's row in `users`, if the session lives and nobody disabled the account: the condition for a write. */
export const callersUser = (db: Database, caller: Caller, now: Date) =>
  and(
    eq(users._id, caller.userId),
    isNull(users.disabledAt),
    exists(db.select({ _id: sessions._id }).from(sessions).where(callersSession(caller, now))),
  )

/**
 * The named columns of the caller's user and session. No row: the session is over. A row with `disabledAt`: the
 * account is disabled. As the last statement of a batch it tells why the writes before it found nothing.
 */
export const selectCaller = <C extends Record<string, SQLiteColumn>>(
  db: Database,
  caller: Caller,
  now: Date,
  columns: C,
) =>
  db
    .select({ disabledAt: users.disabledAt, row: columns })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(callersSession(caller, now))
