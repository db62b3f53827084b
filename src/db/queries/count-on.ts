import { sql } from 'drizzle-orm'
import { loginAttempts } from '../schema.ts'
import { delay, isOver } from './back-off.ts'
import type { Param } from './query.ts'

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
