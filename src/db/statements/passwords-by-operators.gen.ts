// Compiled from src/db/queries/passwords-by-operators.ts by npm run generate. Do not edit.
import type * as queries from '../queries/passwords-by-operators.ts'
import { flag, statement } from '../statement.ts'

/** Records that an operator sets the password of a user: of one with an email address, and never of an admin. */
export const recordPasswordSet = statement<typeof queries.recordPasswordSet>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and ("users"."email" is not null and "users"."is_guest" = 0 and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'records',
})

/** Whose password an operator is to set, and whether they are an admin. */
export const selectPasswordOwner = statement<typeof queries.selectPasswordOwner>({
  sql: `select "email", "name", "email_verified", "locale", EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') as "is_admin" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ email: c[0], name: c[1], emailVerified: flag(c[2]), locale: c[3], isAdmin: flag(c[4]) }),
  one: true,
})
