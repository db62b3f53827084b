// Compiled from src/db/queries/refresh.ts by npm run generate. Do not edit.
import type * as queries from '../queries/refresh.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Records an event if `presented` is neither current nor previous: two parties hold the session's tokens. */
export const recordReuse = statement<typeof queries.recordReuse>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."refresh_id" <> ?9 and ("sessions"."previous_refresh_id" is null or "sessions"."previous_refresh_id" <> ?9))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'presented'],
  kind: 'records',
})

/**
 * Moves the session of a user who is not disabled on to `next` if `presented` is current, or is the previous one and
 * the rotation after it is settled: then the answer to it was lost, or someone else has the current one, and the next
 * refresh shows which.
 */
export const rotateRefreshId = statement<typeof queries.rotateRefreshId>({
  sql: `update "sessions" set "refresh_id" = ?1, "previous_refresh_id" = ?2, "refreshed_at" = ?3, "refresh_generation" = "sessions"."refresh_generation" + 1, "expires_at" = min(?4, "sessions"."created_at" + ?5) where ((("sessions"."id" = ?6 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3) and "sessions"."user_id" in (select "id" from "users" where ("users"."id" = ?7 and "users"."disabled_at" is null))) and ("sessions"."refresh_id" = ?2 or ("sessions"."previous_refresh_id" = ?2 and "sessions"."refreshed_at" <= ?8)))`,
  values: ['next', 'presented', 'now', 'expiresAt', 'maxAge', 'sessionId', 'userId', 'settledBefore'],
  kind: 'writes',
})

/** What the tokens of the caller's session are made from; in the rows of `selectCaller`. */
export const selectCallersSession = statement<typeof queries.selectCallersSession>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' END as "refusal", "sessions"."id", "sessions"."refresh_id", "sessions"."refresh_generation", "sessions"."expires_at", CASE WHEN "sessions"."second_factor_due" = 0 THEN "users"."roles" END as "roles", CASE WHEN "sessions"."second_factor_due" = 0 THEN "users"."app_metadata" END as "app_metadata", "sessions"."second_factor_due" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], row: { _id: c[1], refreshId: c[2], refreshGeneration: c[3], expiresAt: time(c[4]), roles: json(c[5]), appMetadata: json(c[6]), secondFactorDue: flag(c[7]) } }),
  one: true,
})
