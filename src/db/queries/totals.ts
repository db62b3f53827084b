import { and, gte, isNotNull, type SQL, sql } from 'drizzle-orm'
import type { LatestKind } from '../../model/figures.ts'
import { LATEST } from '../../model/figures.ts'
import { dailyCounts, users } from '../schema.ts'
import { query } from './query.ts'

/** Counts the rows of an index of `users`: it takes as long as they are many. */
const countUsersWho = (kind: LatestKind, condition?: SQL) =>
  query((db) =>
    db
      .insert(dailyCounts)
      .select(
        db
          .select({
            day: sql<string>`${LATEST}`.as('day'),
            kind: sql<string>`${kind}`.as('kind'),
            count: sql<number>`count(*)`.as('count'),
          })
          .from(users)
          .where(and(gte(users.createdAt, new Date(0)), condition)),
      )
      .onConflictDoUpdate({ target: [dailyCounts.day, dailyCounts.kind], set: { count: sql`excluded.count` } }),
  )

/** Counts all users, guests among them. */
export const countUsers = countUsersWho('users')

/** Counts guests. */
export const countGuests = countUsersWho('guests', sql`${users.isGuest} = 1`)

/** Counts users who are disabled. */
export const countDisabled = countUsersWho('disabled', isNotNull(users.disabledAt))
