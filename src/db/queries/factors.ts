import { and, eq, exists, isNotNull, sql } from 'drizzle-orm'
import { factors, users } from '../schema.ts'
import type { Builder } from './query.ts'

/** Whether the user in the current row demands a second factor. */
export const hasFactor = (db: Builder) =>
  exists(
    db
      .select({ one: sql`1` })
      .from(factors)
      .where(and(eq(factors.userId, users._id), isNotNull(factors.confirmedAt))),
  )
