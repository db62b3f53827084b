import { and, eq, exists, gt, gte, inArray, lte, not, or, type SQL, sql } from 'drizzle-orm'
import { DAY_MS } from '../../lib/utc.ts'
import { sessions, users } from '../schema.ts'
import { type Builder, type Param, type Params, query } from './query.ts'

/** When a guest has been used: how long they are kept after it, and sessions go on after it, in milliseconds. */
export interface Keeping {
  now: Date
  keptFor: number
  sessionTtl: number
  maxAge: number
  limit: number
}

/**
 * A guest's sessions that were used within the time for which guests are kept: a session ends `sessionTtl` after its last
 * use, and one that cannot go on any longer counts until it ends.
 */
const usedSessions = ({ now, keptFor, sessionTtl, maxAge }: Params<Keeping>) =>
  and(
    eq(sessions.userId, users._id),
    gt(sessions.expiresAt, now),
    or(
      gt(sessions.expiresAt, sql`${now} + ${sessionTtl} - ${keptFor}`),
      gte(sessions.expiresAt, sql`${sessions.createdAt} + ${maxAge}`),
    ),
  )

/** Up to `limit` guests who are to be looked at. */
const guestsDue = (db: Builder, { now, limit }: { now: Param<Date>; limit: Param<number> }, condition: SQL) =>
  db
    .select({ _id: users._id })
    .from(users)
    .where(and(lte(users.guestUntil, now), condition))
    .limit(limit)

const isUsed = (db: Builder, keeping: Params<Keeping>) =>
  exists(db.select({ _id: sessions._id }).from(sessions).where(usedSessions(keeping)))

/** Keeps guests who still use their session until that will have been unused for long enough; a day at least. */
export const keepUsedGuests = query((db, keeping: Params<Keeping>) =>
  db
    .update(users)
    .set({
      guestUntil: sql`max(${keeping.now} + ${DAY_MS}, ${db
        .select({ until: sql`max(${sessions.expiresAt} - ${keeping.sessionTtl} + ${keeping.keptFor})` })
        .from(sessions)
        .where(usedSessions(keeping))})`,
    })
    .where(inArray(users._id, guestsDue(db, keeping, isUsed(db, keeping)))),
)

/** Guests who have no session any more, or have not used it for too long. */
export const unusedGuests = (db: Builder, keeping: Params<Keeping>) => guestsDue(db, keeping, not(isUsed(db, keeping)))

/** Deletes such guests, with everything of theirs. */
export const deleteUnusedGuests = query((db, keeping: Params<Keeping>) =>
  db
    .delete(users)
    .where(inArray(users._id, unusedGuests(db, keeping)))
    .returning({ _id: users._id }),
)
