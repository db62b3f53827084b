import { and, eq, gt, isNull, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Caller } from '../rows.ts'
import { sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, query } from './query.ts'

// The only ways to name "the caller's own row". Each checks in the statement itself that the session is live, so that a
// revoked one is refused at once and at no cost.

/** The session that the token names, if it is that user's and has not ended. */
export const callersSession = (caller: Params<Caller>, now: Param<Date>) =>
  and(eq(sessions._id, caller.sessionId), eq(sessions.userId, caller.userId), gt(sessions.expiresAt, now))

/** The user of a session. */
export const userOfSession = (db: Builder, session: SQL | undefined) =>
  eq(users._id, db.select({ userId: sessions.userId }).from(sessions).where(session))

/** The caller's row in `users`, if the session is live and the account is not disabled: the condition for a write. */
export const callersUser = (db: Builder, caller: Params<Caller>, now: Param<Date>) =>
  and(userOfSession(db, callersSession(caller, now)), isNull(users.disabledAt))

/** The caller's user, if the password that was compared is still theirs. */
export const callerWithPassword = (db: Builder, caller: Params<Caller & { passwordHash: string }>, now: Param<Date>) =>
  and(callersUser(db, caller, now), eq(users.passwordHash, caller.passwordHash))

/**
 * Reads columns of the caller's user. No row: the session has ended. A row with `disabledAt`: the account is disabled.
 * As the last statement of a batch it tells why the writes before it found nothing.
 */
export const selectCaller = <C extends Record<string, SQLiteColumn>>(columns: C) =>
  query((db, caller: Params<Caller & { now: Date }>) =>
    db
      .select({ disabledAt: users.disabledAt, row: columns })
      .from(users)
      .where(userOfSession(db, callersSession(caller, caller.now))),
  )

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = selectCaller({})
