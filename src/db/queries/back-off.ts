import { gt, lte, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import { CODE_LIFETIME_SECONDS } from '../../model/code-lifetime.ts'
import type { Param } from './query.ts'

// How long the next attempt has to wait, where consecutive attempts are counted in the database.

export const FIRST_DELAY_MS = 60_000
export const MAX_DELAY_MS = CODE_LIFETIME_SECONDS * 1_000 // so that there is always a code that works, or a new one to be had
const MAX_DOUBLINGS = 4 // after which the delay is longer than the longest
const MAX_SKEW_MS = 60_000 // far more than the clocks of two locations differ; a longer wait was set by a wrong clock

/** The delay after so many doublings of the first one, which must not be negative; in milliseconds. */
export const delay = (doublings: SQL) =>
  sql`min(${MAX_DELAY_MS}, ${FIRST_DELAY_MS} << min(${MAX_DOUBLINGS}, ${doublings}))`

/** Whether the wait that ends at this time is over. */
export const isOver = (end: SQLiteColumn, now: Param<Date>) =>
  sql`${lte(end, now)} OR ${gt(end, sql`${now} + ${MAX_DELAY_MS + MAX_SKEW_MS}`)}`
