// Compiled from src/db/queries/created-users.ts by npm run generate. Do not edit.
import type * as queries from '../queries/created-users.ts'
import { flag, statement, time } from '../statement.ts'

/** Adds a user, if the operator may act; changes nothing if the email is taken, or this very user exists already. */
export const insertUserByOperator = statement<typeof queries.insertUserByOperator>({
  sql: `insert into "users" ("id", "email", "is_guest", "guest_until", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "disabled_until", "disabled_reason", "roles", "app_metadata", "user_metadata", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 0 as "is_guest", ?3 as "guest_until", ?4 as "password_hash", ?5 as "name", ?6 as "bio", ?7 as "avatar_url", ?8 as "locale", ?9 as "email_verified", CASE WHEN ?9 THEN 'admin' END as "email_verified_by", CASE WHEN ?9 THEN ?10 END as "email_verified_at", ?11 as "imported_at", ?12 as "disabled_at", ?13 as "disabled_until", ?14 as "disabled_reason", ?15 as "roles", nullif(json_patch('{}', ?16), '{}') as "app_metadata", nullif(json_patch('{}', ?17), '{}') as "user_metadata", ?10 as "created_at", ?18 as "updated_at" from (SELECT 1) where (?19 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?20 and "sessions"."user_id" = ?21 and "sessions"."expires_at" > ?10) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?22 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) on conflict do nothing`,
  values: ['_id', 'email', 'guestUntil', 'passwordHash', 'name', 'bio', 'avatarUrl', 'locale', 'isVerified', 'createdAt', 'importedAt', 'disabledAt', 'disabledUntil', 'disabledReason', 'roles', 'appMetadata', 'metadata', 'updatedAt', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Stores a code for the event's user, who was just made and is invited. */
export const putInvitationCode = statement<typeof queries.putInvitationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'reset_password' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?6) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'eventId'],
  kind: 'writes',
})

/** Stores a code for a user who is not disabled, if the operator may act. */
export const putResetCodeByOperator = statement<typeof queries.putResetCodeByOperator>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'reset_password' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where (("users"."id" = ?6 and "users"."email" = ?7 and "users"."disabled_at" is null) and (?8 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?9 and "sessions"."user_id" = ?10 and "sessions"."expires_at" > ?4) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?11 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'targetId', 'email', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Records that an operator requests a code for a user, if this is the hash of their current one. */
export const recordResetRequestByOperator = statement<typeof queries.recordResetRequestByOperator>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and (("users"."id" = ?8 and "users"."email" = ?13 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and "codes"."hash" = ?14)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'email', 'hash'],
  kind: 'records',
})

/** Records that an operator has made a user in this batch: nobody else who has the id. */
export const recordUserCreated = statement<typeof queries.recordUserCreated>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and ("users"."email" = ?13 and "users"."created_at" = ?3)) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'email'],
  kind: 'records',
})

/** The current code of a user who is not disabled. */
export const selectResetCodeOfUser = statement<typeof queries.selectResetCodeOfUser>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password') where ("users"."id" = ?1 and "users"."email" = ?2 and "users"."disabled_at" is null)`,
  values: ['targetId', 'email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})
