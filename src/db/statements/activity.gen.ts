// Compiled from src/db/queries/activity.ts by npm run generate. Do not edit.
import type * as queries from '../queries/activity.ts'
import { statement } from '../statement.ts'

/**
 * Of up to `limit` users after one of them, in the order of their ids: how many have used a session within a day, a week and
 * a month, and which is the last of them; none if there are no more.
 */
export const selectActivity = statement<typeof queries.selectActivity>({
  sql: `select coalesce(sum(latest > ?1), 0) as "of_day", coalesce(sum(latest > ?2), 0) as "of_week", coalesce(sum(latest > ?3), 0) as "of_month", max(user_id) as "last" from (select "user_id" as "user_id", max("expires_at") as "latest" from "sessions" where "sessions"."user_id" > ?4 group by "sessions"."user_id" order by "sessions"."user_id" asc limit ?5)`,
  values: ['day', 'week', 'month', 'after', 'limit'],
  kind: 'reads',
  row: (c) => ({ day: c[0], week: c[1], month: c[2], last: c[3] }),
  one: true,
})
