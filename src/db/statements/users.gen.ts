// Compiled from src/db/queries/users.ts by npm run generate. Do not edit.
import type * as queries from '../queries/users.ts'
import { flag, json, statement, time } from '../statement.ts'

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

/** A user's profile as they see it, disabled or not. */
export const selectProfileOfUser = statement<typeof queries.selectProfileOfUser>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "bio", "avatar_url", "locale", "created_at", "updated_at", "roles", "app_metadata", "user_metadata" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), bio: c[5], avatarUrl: c[6], locale: c[7], createdAt: time(c[8]), updatedAt: time(c[9]), roles: json(c[10]), appMetadata: json(c[11]), metadata: json(c[12]) }),
  one: true,
})

/** All that operators may see of a user in `users`: whether there is a password, and never its hash. */
export const selectUser = statement<typeof queries.selectUser>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "users"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "users"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at", "bio", "locale", "updated_at", "email_verified_by", "email_verified_at", "imported_at", "password_hash" IS NOT NULL as "has_password", "disabled_reason", "user_metadata", "app_metadata" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]), bio: c[11], locale: c[12], updatedAt: time(c[13]), emailVerifiedBy: c[14], emailVerifiedAt: time(c[15]), importedAt: time(c[16]), hasPassword: flag(c[17]), disabledReason: c[18], metadata: json(c[19]), appMetadata: json(c[20]) }),
  one: true,
})

/** The user with an email address, disabled or not. */
export const selectUserWithEmail = statement<typeof queries.selectUserWithEmail>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "users"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "users"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from "users" where "users"."email" = ?1`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
  one: true,
})

/** The users with some ids, in no order; `userIds` is a JSON list. */
export const selectUsersWithIds = statement<typeof queries.selectUsersWithIds>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "users"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "users"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from "users" where "users"."id" in (SELECT value FROM json_each(?1))`,
  values: ['userIds'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})
