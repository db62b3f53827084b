import { and, eq, exists, inArray, lt, sql } from 'drizzle-orm'
import type { Caller } from '../rows.ts'
import { loginAttempts, users } from '../schema.ts'
import { delay, isOver } from './back-off.ts'
import { userOfEvent } from './events.ts'
import { into, type Param, type Params, query } from './query.ts'
import { enabledUserWithPassword } from './sign-in.ts'
import { callersUser } from './who.ts'

const FREE_ATTEMPTS = 9 // the tenth in a row makes the next one wait

/**
 * What the upsert does with a row that is there: counts on, and from the tenth attempt in a row makes the next one
 * wait.
 */
const countOn = (now: Param<Date>) => ({
  target: loginAttempts.attemptKey,
  set: {
    attempts: sql`${loginAttempts.attempts} + 1`,
    blockedUntil: sql`CASE WHEN ${loginAttempts.attempts} < ${FREE_ATTEMPTS} THEN 0
      ELSE ${now} + ${delay(sql`${loginAttempts.attempts} - ${FREE_ATTEMPTS}`)} END`,
    updatedAt: sql`${now}`,
  },
  setWhere: isOver(loginAttempts.blockedUntil, now),
})

/**
 * Counts one attempt, before the password is compared: of any number of parallel guesses no more are compared than one
 * after another. A batch that D1 runs twice counts twice, which errs on the safe side. Returns a row if the attempt may
 * go on, none while it is blocked.
 */
export const countLoginAttempt = query((db, { attemptKey, now }: Params<{ attemptKey: string; now: Date }>) =>
  db
    .insert(loginAttempts)
    .values({ attemptKey, attempts: 1, blockedUntil: new Date(0), updatedAt: now })
    .onConflictDoUpdate(countOn(now))
    .returning({ attempts: loginAttempts.attempts }),
)

/**
 * The same for a password that the caller gives; nothing is counted for a session that has ended or a disabled user.
 */
export const countCallersGuess = query((db, guess: Params<Caller & { attemptKey: string; now: Date }>) =>
  db
    .insert(loginAttempts)
    .select(
      db
        .select({
          attemptKey: into(loginAttempts.attemptKey, guess.attemptKey),
          attempts: sql`1`.as('attempts'),
          blockedUntil: sql`0`.as('blocked_until'),
          updatedAt: into(loginAttempts.updatedAt, guess.now),
        })
        .from(users)
        .where(callersUser(db, guess, guess.now)),
    )
    .onConflictDoUpdate(countOn(guess.now))
    .returning({ attempts: loginAttempts.attempts }),
)

/** Until when attempts are blocked. */
export const selectLoginBlock = query((db, { attemptKey }: Params<{ attemptKey: string }>) =>
  db
    .select({ blockedUntil: loginAttempts.blockedUntil })
    .from(loginAttempts)
    .where(eq(loginAttempts.attemptKey, attemptKey)),
)

/** Forgets the failed attempts of a user whose password was right a moment ago, if it is still their password. */
export const forgetLoginAttempts = query(
  (db, owner: Params<{ attemptKey: string; userId: string; passwordHash: string }>) =>
    db
      .delete(loginAttempts)
      .where(
        and(
          eq(loginAttempts.attemptKey, owner.attemptKey),
          exists(db.select({ _id: users._id }).from(users).where(enabledUserWithPassword(owner))),
        ),
      ),
)

/** Forgets the failed logins of a user who has reset their password, if the event of that was recorded. */
export const forgetLoginAttemptsAfterReset = query(
  (db, { attemptKey, eventId }: Params<{ attemptKey: string; eventId: string }>) =>
    db.delete(loginAttempts).where(and(eq(loginAttempts.attemptKey, attemptKey), exists(userOfEvent(db, eventId)))),
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
