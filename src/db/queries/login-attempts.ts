import { and, eq, exists, inArray, lt, sql } from 'drizzle-orm'
import type { Caller } from '../rows.ts'
import { loginAttempts, users } from '../schema.ts'
import { delay, isOver } from './back-off.ts'
import { callersUser } from './caller.ts'
import { userOfEvent } from './events.ts'
import { type Bindable, into, type Place, query } from './query.ts'
import { userWithPassword } from './users.ts'

const FREE_ATTEMPTS = 9 // the tenth in a row makes the next one wait

/** The same row of an upsert once more: counts on, and from the tenth attempt in a row makes the next one wait. */
const countOn = (now: Place<Date>) => ({
  target: loginAttempts.addressHash,
  set: {
    attempts: sql`${loginAttempts.attempts} + 1`,
    blockedUntil: sql`CASE WHEN ${loginAttempts.attempts} < ${FREE_ATTEMPTS} THEN 0
      ELSE ${now} + ${delay(sql`${loginAttempts.attempts} - ${FREE_ATTEMPTS}`)} END`,
    updatedAt: sql`${now}`,
  },
  setWhere: isOver(loginAttempts.blockedUntil, now),
})

/**
 * Counts one attempt at an address, before the password is compared: of any number of parallel guesses no more are
 * compared than in a row. A batch that D1 runs twice counts twice, which errs on the safe side. Returns a row if the
 * attempt may go on, none while the address is blocked.
 */
export const countLoginAttempt = query((db, { addressHash, now }: Bindable<{ addressHash: string; now: Date }>) =>
  db
    .insert(loginAttempts)
    .values({ addressHash, attempts: 1, blockedUntil: new Date(0), updatedAt: now })
    .onConflictDoUpdate(countOn(now))
    .returning({ attempts: loginAttempts.attempts }),
)

/** The same for a guess that the caller makes at their own password; nothing is counted for who may not go on. */
export const countCallersGuess = query((db, guess: Bindable<Caller & { addressHash: string; now: Date }>) =>
  db
    .insert(loginAttempts)
    .select(
      db
        .select({
          addressHash: into(loginAttempts.addressHash, guess.addressHash),
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

/** Until when an address is blocked. */
export const selectLoginBlock = query((db, { addressHash }: Bindable<{ addressHash: string }>) =>
  db
    .select({ blockedUntil: loginAttempts.blockedUntil })
    .from(loginAttempts)
    .where(eq(loginAttempts.addressHash, addressHash)),
)

/** Forgets the failed attempts of a user whose password was right a moment ago, if it is still their password. */
export const forgetLoginAttempts = query(
  (db, owner: Bindable<{ addressHash: string; userId: string; passwordHash: string }>) =>
    db
      .delete(loginAttempts)
      .where(
        and(
          eq(loginAttempts.addressHash, owner.addressHash),
          exists(db.select({ _id: users._id }).from(users).where(userWithPassword(owner))),
        ),
      ),
)

/** Forgets the failed logins of a user who has reset their password, if the event of that was recorded. */
export const forgetLoginAttemptsAfterReset = query(
  (db, { addressHash, eventId }: Bindable<{ addressHash: string; eventId: string }>) =>
    db.delete(loginAttempts).where(and(eq(loginAttempts.addressHash, addressHash), exists(userOfEvent(db, eventId)))),
)

/** Deletes up to `limit` addresses where nobody has tried since a time. */
export const deleteOldLoginAttempts = query((db, { before, limit }: Bindable<{ before: Date; limit: number }>) =>
  db
    .delete(loginAttempts)
    .where(
      inArray(
        loginAttempts.addressHash,
        db
          .select({ addressHash: loginAttempts.addressHash })
          .from(loginAttempts)
          .where(lt(loginAttempts.updatedAt, before))
          .limit(limit),
      ),
    ),
)
