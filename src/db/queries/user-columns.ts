import { and, desc, eq, inArray, type SQLWrapper, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import { SIGN_INS } from '../../model/figures.ts'
import { LISTED_USER } from '../../model/user-lists.ts'
import { events, sessions, users } from '../schema.ts'
import type { Builder } from './query.ts'
import { signedInAt } from './who.ts'

/** What lists of users have of the row of each. */
export const listedUser = pick(users, LISTED_USER)

/** Among how many of a user's latest events their last sign-in is looked for: of one before, only the session tells. */
const EVENTS_READ = 50

/** When a user last signed in, as far as their sessions and latest events tell; NULL if they do not. */
export function lastSignedInAt(db: Builder, userId: SQLWrapper) {
  const bySession = db
    .select({ at: sql`max(${signedInAt})` })
    .from(sessions)
    .where(sql`${sessions.userId} = ${userId}`)
  const latest = db
    .select({ type: events.type, createdAt: events.createdAt, bySupport: events.bySupport })
    .from(events)
    .where(sql`${events.userId} = ${userId}`)
    .orderBy(desc(events.createdAt))
    .limit(EVENTS_READ)
    .as('latest')
  const byEvent = db
    .select({ at: latest.createdAt })
    .from(latest)
    .where(and(inArray(latest.type, [...SIGN_INS]), eq(latest.bySupport, false))) // whom an operator created has not signed in
    .limit(1)
  return sql<Date | null>`nullif(max(coalesce((${bySession}), 0), coalesce((${byEvent}), 0)), 0)`
    .mapWith(users.createdAt)
    .as('last_signed_in_at')
}
