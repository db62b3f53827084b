// Compiled from src/db/queries/user-sessions.ts by npm run generate. Do not edit.
import type * as queries from '../queries/user-sessions.ts'
import { flag, statement, time } from '../statement.ts'

/** Records that an operator ends a session of a user, if it is theirs. */
export const recordEndOfSessionByOperator = statement<typeof queries.recordEndOfSessionByOperator>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and exists (select "id" from "sessions" where ("sessions"."id" = ?13 and "sessions"."user_id" = "users"."id"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'endedId'],
  kind: 'records',
})

/** Records that an operator removes a factor of a user, confirmed or not, if it is theirs. */
export const recordFactorRemovedByOperator = statement<typeof queries.recordFactorRemovedByOperator>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and exists (select "id" from "factors" where ("factors"."id" = ?13 and "factors"."user_id" = "users"."id"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'factorId'],
  kind: 'records',
})

/** Records that an operator removes a passkey of a user, if it is theirs. */
export const recordPasskeyRemovedByOperator = statement<typeof queries.recordPasskeyRemovedByOperator>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and exists (select "id" from "passkeys" where ("passkeys"."id" = ?13 and "passkeys"."user_id" = "users"."id"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'passkeyId'],
  kind: 'records',
})

/**
 * Records beside an operator's event that all sessions of its user end, and tokens of the old backend with them. Not of a
 * user who is disabled: theirs have ended.
 */
export const recordSessionsEnded = statement<typeof queries.recordSessionsEnded>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?8) and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'besideId'],
  kind: 'records',
})

/** Where a user can be told what an operator did. */
export const selectAddressOfUser = statement<typeof queries.selectAddressOfUser>({
  sql: `select "id", "email", "email_verified", "locale", "disabled_at" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], email: c[1], emailVerified: flag(c[2]), locale: c[3], disabledAt: time(c[4]) }),
  one: true,
})
