import { and, eq, inArray, type SQL, sql } from 'drizzle-orm'
import type { CodePurpose } from '../../model/code-purposes.ts'
import { codes, loginAttempts, users } from '../schema.ts'
import { guessOf, isLastGuess } from './count-on.ts'
import { type Builder, type Param, type Params, query } from './query.ts'
import { userOfEvent } from './receipt.ts'

/**
 * Guesses at a code are counted by where it was sent to: who deletes the account and registers again does not start
 * anew. A code of which that was not known when it was stored is counted by its user.
 */
const attemptKey = sql<string>`coalesce(${codes.attemptKey}, ${codes.userId})`

/**
 * Counts one guess at the codes of the user that `who` finds, before it is compared, unless guesses are blocked: then
 * `wasCounted` says no.
 */
export const countGuess = (
  db: Builder,
  purposes: readonly CodePurpose[],
  { attemptId, now }: Params<{ attemptId: string; now: Date }>,
  who: SQL | undefined,
) => {
  const { row, conflict } = guessOf({ attemptKey, attemptId, now })
  return db
    .insert(loginAttempts)
    .select(
      db
        .select(row)
        .from(codes)
        .innerJoin(users, eq(users._id, codes.userId))
        .where(and(inArray(codes.purpose, [...purposes]), who)),
    )
    .onConflictDoUpdate(conflict)
}

/** Whether the last attempt that was counted for the code in the current row is this one. */
export const wasCounted = (db: Builder, attemptId: Param<string> | SQL<string>) =>
  isLastGuess(db, { attemptKey, attemptId })

/** Forgets the guesses at codes of the event's user if this one was right, while its code is still there. */
export const forgetGuesses = query((db, { eventId, attemptId }: Params<{ eventId: string; attemptId: string }>) =>
  db.delete(loginAttempts).where(
    and(
      inArray(
        loginAttempts.attemptKey,
        db
          .select({ attemptKey })
          .from(codes)
          .where(inArray(codes.userId, userOfEvent(db, eventId))),
      ),
      eq(loginAttempts.lastAttemptId, attemptId),
    ),
  ),
)
