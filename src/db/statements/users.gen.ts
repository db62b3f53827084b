// Compiled from src/db/queries/users.ts by npm run generate. Do not edit.
import type * as queries from '../queries/users.ts'
import { flag, statement, time } from '../statement.ts'

/** Enables the event's user. */
export const enableUserOfEvent = statement<typeof queries.enableUserOfEvent>({
  sql: `update "users" set "disabled_at" = NULL, "disabled_until" = NULL, "disabled_reason" = NULL, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?2)`,
  values: ['now', 'eventId'],
  kind: 'writes',
})

/** Records that an operator enables a user, if they are disabled. */
export const recordUserEnabled = statement<typeof queries.recordUserEnabled>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and "users"."disabled_at" is not null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'records',
})

/** All that operators may see of a user in `users`: never a hash. */
export const selectUser = statement<typeof queries.selectUser>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "disabled_at", "disabled_until", "disabled_reason", "created_at", "updated_at" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), disabledAt: time(c[5]), disabledUntil: time(c[6]), disabledReason: c[7], createdAt: time(c[8]), updatedAt: time(c[9]) }),
  one: true,
})
