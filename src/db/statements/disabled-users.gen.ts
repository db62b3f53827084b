// Compiled from src/db/queries/disabled-users.ts by npm run generate. Do not edit.
import type * as queries from '../queries/disabled-users.ts'
import { statement } from '../statement.ts'

/** Disables the event's user. One who is disabled already stays so since when they were. */
export const disableUserOfEvent = statement<typeof queries.disableUserOfEvent>({
  sql: `update "users" set "disabled_at" = coalesce("users"."disabled_at", ?1), "disabled_until" = ?2, "disabled_reason" = ?3, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?4)`,
  values: ['now', 'until', 'reason', 'eventId'],
  kind: 'writes',
})

/** Records that a user is enabled since the time is over for which an operator had disabled them. */
export const recordEndOfDisabling = statement<typeof queries.recordEndOfDisabling>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and "users"."disabled_until" <= ?3) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId'],
  kind: 'records',
})

/**
 * Records that an operator disables a user who is not the last admin, or says another reason or end, if that makes a
 * difference.
 */
export const recordUserDisabled = statement<typeof queries.recordUserDisabled>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and (("users"."disabled_at" IS NULL or "users"."disabled_reason" IS NOT ?13 or "users"."disabled_until" IS NOT ?14) and ("users"."disabled_at" is not null or not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') or exists (select "id" from "users" "other" where ("other"."roles" is not null and "other"."created_at" >= 0 and "other"."disabled_at" is null and "other"."is_guest" = 0 and "other"."id" <> "users"."id" and EXISTS (SELECT 1 FROM json_each("other"."roles") WHERE value = 'admin')))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'reason', 'until'],
  kind: 'records',
})

/** Whether some admin would be left without a user. No row: there is no such user. */
export const selectLeavesAnAdmin = statement<typeof queries.selectLeavesAnAdmin>({
  sql: `select ("users"."disabled_at" is not null or not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') or exists (select "id" from "users" "other" where ("other"."roles" is not null and "other"."created_at" >= 0 and "other"."disabled_at" is null and "other"."is_guest" = 0 and "other"."id" <> "users"."id" and EXISTS (SELECT 1 FROM json_each("other"."roles") WHERE value = 'admin')))) as "leaves_an_admin" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ leavesAnAdmin: c[0] }),
  one: true,
})

/** Up to `limit` users who were disabled until now. */
export const selectUsersToEnable = statement<typeof queries.selectUsersToEnable>({
  sql: `select "id" from "users" where "users"."disabled_until" <= ?1 limit ?2`,
  values: ['now', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
})
