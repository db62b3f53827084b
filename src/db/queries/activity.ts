import { asc, gt, sql } from 'drizzle-orm'
import { sessions } from '../schema.ts'
import { type Params, queryOne } from './query.ts'

/** Ends of sessions: later ones were used within the last day, week or month. */
interface Ends {
  day: Date
  week: Date
  month: Date
}

/**
 * Of up to `limit` users after one of them, in the order of their ids: how many have used a session within a day, a week and
 * a month, and which is the last of them; none if there are no more.
 */
export const selectActivity = queryOne(
  (db, { after, limit, day, week, month }: Params<Ends & { after: string; limit: number }>) => {
    const users = db
      .select({ userId: sql`${sessions.userId}`.as('user_id'), end: sql`max(${sessions.expiresAt})`.as('latest') })
      .from(sessions)
      .where(gt(sessions.userId, after))
      .groupBy(sessions.userId)
      .orderBy(asc(sessions.userId))
      .limit(limit)
    const since = (end: typeof day) => sql<number>`coalesce(sum(latest > ${end}), 0)`
    return db
      .select({
        day: since(day).as('of_day'),
        week: since(week).as('of_week'),
        month: since(month).as('of_month'),
        last: sql<string | null>`max(user_id)`.as('last'),
      })
      .from(sql`${users}`)
  },
)
