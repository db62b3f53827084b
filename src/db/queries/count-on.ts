import { and, eq, exists, type SQL, sql } from 'drizzle-orm'
import { loginAttempts } from '../schema.ts'
import { delay, isOver } from './back-off.ts'
import { type Builder, type Param, rowOf } from './query.ts'

export const FREE_ATTEMPTS = 9 // the tenth in a row makes the next one wait

/**
 * What the upsert does with a row that is there: counts on, and from the tenth attempt in a row, or after as many as are
 * `free`, makes the next one wait.
 */
export const countOn = (now: Param<Date>, free = FREE_ATTEMPTS) => ({
  target: loginAttempts.attemptKey,
  set: {
    attempts: sql`${loginAttempts.attempts} + 1`,
    blockedUntil: sql`CASE WHEN ${loginAttempts.attempts} < ${free} THEN 0
      ELSE ${now} + ${delay(sql`${loginAttempts.attempts} - ${free}`)} END`,
    updatedAt: sql`${now}`,
  },
  setWhere: isOver(loginAttempts.blockedUntil, now),
})

/** A guess that is counted before it is compared: under which key, and as which attempt. */
interface Guess {
  attemptKey: Param<string> | SQL<string>
  attemptId: Param<string> | SQL<string>
}

/** The row of a guess, and what its upsert does with one that is there: it names the guess, unless guesses are blocked. */
export function guessOf({ attemptKey, attemptId, now }: Guess & { now: Param<Date> }, free = FREE_ATTEMPTS) {
  const lastAttemptId = sql<string>`${attemptId}`
  const { set, ...conflict } = countOn(now, free)
  return {
    row: rowOf(
      loginAttempts,
      {},
      { attemptKey, attempts: sql`1`, blockedUntil: sql`0`, lastAttemptId, updatedAt: now },
    ),
    conflict: { ...conflict, set: { ...set, lastAttemptId } },
  }
}

/** Whether the last guess that was counted under a key is this one. */
export const isLastGuess = (db: Builder, { attemptKey, attemptId }: Guess) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(loginAttempts)
      .where(and(eq(loginAttempts.attemptKey, attemptKey), eq(loginAttempts.lastAttemptId, attemptId))),
  )
