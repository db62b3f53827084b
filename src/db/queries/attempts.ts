import { and, eq, exists, inArray, lt, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import { loginAttempts, users } from '../schema.ts'
import { countOn } from './count-on.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Params, query, queryOne, rowOf } from './query.ts'
import { userOfEvent } from './receipt.ts'
import { callersUser } from './who.ts'

/**
 * Under which key a login is counted: that of a device on which the user who has the email has signed in before, if
 * any.
 */
interface LoginKeys {
  email: string
  attemptKey: string
  deviceKey: string | null
  /** Whose device it says it is. */
  deviceUserId: string | null
}

const loginKey = (db: Builder, { email, attemptKey, deviceKey, deviceUserId }: Params<LoginKeys>) => {
  const owner = db.select({ _id: users._id }).from(users).where(eq(users.email, email))
  return sql<string>`CASE WHEN ${deviceUserId} = ${owner} THEN ${deviceKey} ELSE ${attemptKey} END`
}

/**
 * Counts one attempt, before the password is compared: of any number of parallel guesses no more are compared than one
 * after another. A batch that D1 runs twice counts twice, which errs on the safe side. Returns a row if the attempt may
 * go on, none while it is blocked.
 */
export const countLoginAttempt = queryOne((db, attempt: Params<LoginKeys & { now: Date }>) =>
  db
    .insert(loginAttempts)
    .values({ attemptKey: loginKey(db, attempt), attempts: 1, blockedUntil: new Date(0), updatedAt: attempt.now })
    .onConflictDoUpdate(countOn(attempt.now))
    .returning({ attempts: loginAttempts.attempts }),
)

/** Until when logins with the email address, or on the device, are blocked. */
export const selectLoginBlock = queryOne((db, keys: Params<LoginKeys>) =>
  db
    .select({ blockedUntil: loginAttempts.blockedUntil })
    .from(loginAttempts)
    .where(eq(loginAttempts.attemptKey, loginKey(db, keys))),
)

/**
 * The same for a password that the caller gives; nothing is counted for a session that has ended or a disabled user.
 */
export const countCallersGuess = queryOne((db, guess: Params<Caller & { attemptKey: string; now: Date }>) =>
  db
    .insert(loginAttempts)
    .select(
      db
        .select(
          rowOf(loginAttempts, guess, {
            attempts: sql`1`,
            blockedUntil: sql`0`,
            lastAttemptId: sql`NULL`,
            updatedAt: guess.now,
          }),
        )
        .from(users)
        .where(callersUser(db, guess, guess.now)),
    )
    .onConflictDoUpdate(countOn(guess.now))
    .returning({ attempts: loginAttempts.attempts }),
)

/** Until when attempts are blocked. */
export const selectAttemptBlock = queryOne((db, { attemptKey }: Params<{ attemptKey: string }>) =>
  db
    .select({ blockedUntil: loginAttempts.blockedUntil })
    .from(loginAttempts)
    .where(eq(loginAttempts.attemptKey, attemptKey)),
)

/** Forgets failed attempts if what was proven a moment ago still holds. */
export const forgetAttempts = query(
  (db, { attemptKey, proof, now }: Params<{ attemptKey: string; proof: Proof; now: Date }>) =>
    db.delete(loginAttempts).where(
      and(
        eq(loginAttempts.attemptKey, attemptKey),
        exists(
          db
            .select({ _id: users._id })
            .from(users)
            .where(provenUser(db, proof, now)),
        ),
      ),
    ),
)

/** Forgets failed logins if an event was recorded. */
export const forgetAttemptsAfterEvent = query(
  (db, { attemptKey, eventId }: Params<{ attemptKey: string; eventId: string }>) =>
    db.delete(loginAttempts).where(and(eq(loginAttempts.attemptKey, attemptKey), exists(userOfEvent(db, eventId)))),
)

/** Goes on counting under another key, if an event was recorded. */
export const moveAttempts = query(
  (db, { attemptKey, nextKey, eventId }: Params<{ attemptKey: string; nextKey: string; eventId: string }>) =>
    db
      .update(loginAttempts)
      .set({ attemptKey: sql`${nextKey}` })
      .where(and(eq(loginAttempts.attemptKey, attemptKey), exists(userOfEvent(db, eventId)))),
)

/** Deletes up to `limit` counts of which the last attempt was before a time. */
export const deleteOldLoginAttempts = query((db, { before, limit }: Params<{ before: Date; limit: number }>) =>
  db
    .delete(loginAttempts)
    .where(
      inArray(
        loginAttempts.attemptKey,
        db
          .select({ attemptKey: loginAttempts.attemptKey })
          .from(loginAttempts)
          .where(lt(loginAttempts.updatedAt, before))
          .limit(limit),
      ),
    ),
)
