// Compiled from src/db/queries/totals.ts by npm run generate. Do not edit.
import type * as queries from '../queries/totals.ts'
import { statement } from '../statement.ts'

/** Counts users who are disabled. */
export const countDisabled = statement<typeof queries.countDisabled>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select 'latest' as "day", 'disabled' as "kind", count(*) as "count" from "users" where ("users"."created_at" >= 0 and "users"."disabled_at" is not null) on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = excluded.count`,
  values: [],
  kind: 'writes',
})

/** Counts guests. */
export const countGuests = statement<typeof queries.countGuests>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select 'latest' as "day", 'guests' as "kind", count(*) as "count" from "users" where ("users"."created_at" >= 0 and "users"."is_guest" = 1) on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = excluded.count`,
  values: [],
  kind: 'writes',
})

/** Counts all users, guests among them. */
export const countUsers = statement<typeof queries.countUsers>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select 'latest' as "day", 'users' as "kind", count(*) as "count" from "users" where "users"."created_at" >= 0 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = excluded.count`,
  values: [],
  kind: 'writes',
})
