import type { BatchItem, BatchResponse } from 'drizzle-orm/batch'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { isTransient } from './failures.ts'

/** Drizzle on one D1 session: statements of one request see each other, whichever replica answers. */
export type Database = DrizzleD1Database & { $client: D1DatabaseSession }

const BOOKMARK = /^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{32}$/

/**
 * Opens a D1 session for profile data: at least as new as the caller's bookmark, else at the nearest replica. A bookmark
 * that is not one, such as a client's damaged storage, gets the primary: the strongest promise and no failure.
 */
export function openDatabase(binding: D1Database, bookmark: string | undefined): Database {
  if (bookmark === undefined) return open(binding.withSession('first-unconstrained'))
  return open(binding.withSession(BOOKMARK.test(bookmark) ? bookmark : 'first-primary'))
}

/** Opens a D1 session for what decides about credentials: the newest state, at the primary. */
export const openPrimary = (binding: D1Database): Database => open(binding.withSession('first-primary'))

// Drizzle's types know no D1DatabaseSession; it calls `prepare` and `batch` only, which a session has.
const open = (session: D1DatabaseSession): Database => drizzle(session as unknown as D1Database) as unknown as Database

const MAX_ATTEMPTS = 3
const FIRST_DELAY_MS = 50

/**
 * Runs statements as one transaction in one round trip. After a failure that D1 documents as transient they run again,
 * although the first attempt may have been applied: every batch must be idempotent, with its ids made beforehand.
 */
export async function commit<S extends BatchItem<'sqlite'>, T extends Readonly<[S, ...S[]]>>(
  db: Database,
  statements: T,
): Promise<BatchResponse<T>> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.batch(statements)
    } catch (error) {
      if (attempt === MAX_ATTEMPTS || !isTransient(error)) throw error
      await scheduler.wait(FIRST_DELAY_MS * 2 ** (attempt - 1) * (1 + Math.random()))
    }
  }
}
