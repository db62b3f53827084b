// Compiled from src/db/queries/counts.ts by npm run generate. Do not edit.
import type * as queries from '../queries/counts.ts'
import { statement, time } from '../statement.ts'

/** Adds one to what is counted for an hour. */
export const addOne = statement<typeof queries.addOne>({
  sql: `insert into "daily_counts" ("day", "kind", "count") values (?1, ?2, 1) on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = "daily_counts"."count" + 1`,
  values: ['hour', 'kind'],
  kind: 'writes',
})

/** Counts what somebody failed at and has not got right since: email addresses, devices and sessions, by hour. */
export const countFailures = statement<typeof queries.countFailures>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select strftime('%Y-%m-%dT%H', "updated_at" / 1000, 'unixepoch') as "day", 'failures' as "kind", count(*) as "count" from "login_attempts" where ("login_attempts"."updated_at" >= ?1 and "login_attempts"."updated_at" < ?2) group by 1, 2 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['from', 'to'],
  kind: 'writes',
})

/** Counts those of them whose last failure made the next attempt wait. */
export const countLockOuts = statement<typeof queries.countLockOuts>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select strftime('%Y-%m-%dT%H', "updated_at" / 1000, 'unixepoch') as "day", 'lock_outs' as "kind", count(*) as "count" from "login_attempts" where (("login_attempts"."updated_at" >= ?1 and "login_attempts"."updated_at" < ?2) and "login_attempts"."blocked_until" > "login_attempts"."updated_at") group by 1, 2 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['from', 'to'],
  kind: 'writes',
})

/** Counts users who have registered, by hour. */
export const countRegistrations = statement<typeof queries.countRegistrations>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select strftime('%Y-%m-%dT%H', "created_at" / 1000, 'unixepoch') as "day", 'registrations' as "kind", count(*) as "count" from "events" where (("events"."created_at" >= ?1 and "events"."created_at" < ?2) and "events"."type" in ('registered', 'guest_upgraded')) group by 1, 2 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['from', 'to'],
  kind: 'writes',
})

/** Counts sign-ins, by hour and way. */
export const countSignIns = statement<typeof queries.countSignIns>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select strftime('%Y-%m-%dT%H', "created_at" / 1000, 'unixepoch') as "day", 'sign_ins_' || "method" as "kind", count(*) as "count" from "events" where (("events"."created_at" >= ?1 and "events"."created_at" < ?2) and ("events"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "events"."method" in ('password', 'provider', 'login_code', 'passkey', 'guest', 'reset_code'))) group by 1, 2 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['from', 'to'],
  kind: 'writes',
})

/** Deletes the hours from one until before another, which their days have the sums of. */
export const deleteHours = statement<typeof queries.deleteHours>({
  sql: `delete from "daily_counts" where ("daily_counts"."day" >= ?1 and "daily_counts"."day" < ?2 and length("daily_counts"."day") = 13)`,
  values: ['from', 'to'],
  kind: 'writes',
})

/** Writes a count, in place of the one that is there. */
export const putCount = statement<typeof queries.putCount>({
  sql: `insert into "daily_counts" ("day", "kind", "count") values (?1, ?2, ?3) on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = excluded.count`,
  values: ['day', 'kind', 'count'],
  kind: 'writes',
})

/** Writes a time, unless a later one is there: of two runs at once the one that came further counts. */
export const putLatestTime = statement<typeof queries.putLatestTime>({
  sql: `insert into "daily_counts" ("day", "kind", "count") values ('latest', ?1, ?2) on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['kind', 'time'],
  kind: 'writes',
})

/** How many users used a session on each day since a day, in its last 24 hours that were counted. */
export const selectActiveByDay = statement<typeof queries.selectActiveByDay>({
  sql: `select "day", "count" from "daily_counts" where ("daily_counts"."day" >= ?1 and "daily_counts"."kind" = 'active') order by "daily_counts"."day"`,
  values: ['from'],
  kind: 'reads',
  row: (c) => ({ day: c[0], count: c[1] }),
})

/** How things are. */
export const selectLatestCounts = statement<typeof queries.selectLatestCounts>({
  sql: `select "kind", "count" from "daily_counts" where "daily_counts"."day" = 'latest'`,
  values: [],
  kind: 'reads',
  row: (c) => ({ kind: c[0], count: c[1] }),
})

/** The sums of days or hours, by the beginning of their names. */
export const selectSums = statement<typeof queries.selectSums>({
  sql: `select substr("day", 1, ?1) as "bucket", "kind", sum("count") as "count" from "daily_counts" where ("daily_counts"."day" >= ?2 and length("daily_counts"."day") = ?3) group by 1, "daily_counts"."kind"`,
  values: ['prefix', 'from', 'length'],
  kind: 'reads',
  row: (c) => ({ bucket: c[0], kind: c[1], count: c[2] }),
})

/** Registrations and sign-ins that are not counted yet, each by itself. */
export const selectUncounted = statement<typeof queries.selectUncounted>({
  sql: `select "type", "method", "created_at" from "events" where ("events"."created_at" >= max(coalesce((select "count" from "daily_counts" where ("daily_counts"."day" = 'latest' and "daily_counts"."kind" = 'counted_at')), 0), ?1) and ("events"."type" in ('registered', 'guest_upgraded') or ("events"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "events"."method" in ('password', 'provider', 'login_code', 'passkey', 'guest', 'reset_code')))) limit ?2`,
  values: ['earliest', 'limit'],
  kind: 'reads',
  row: (c) => ({ type: c[0], method: c[1], createdAt: time(c[2]) }),
})

/** Sums up the hours of the days from one to another, both as `2026-11-29`. */
export const sumUpDays = statement<typeof queries.sumUpDays>({
  sql: `insert into "daily_counts" ("day", "kind", "count") select substr("day", 1, 10) as "day", "kind", sum("count") as "count" from "daily_counts" where ("daily_counts"."day" >= ?1 and "daily_counts"."day" < ?2 || 'U' and length("daily_counts"."day") = 13) group by 1, 2 on conflict ("daily_counts"."day", "daily_counts"."kind") do update set "count" = max("daily_counts"."count", excluded.count)`,
  values: ['first', 'last'],
  kind: 'writes',
})
