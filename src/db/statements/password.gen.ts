// Compiled from src/db/queries/password.ts by npm run generate. Do not edit.
import type * as queries from '../queries/password.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Counts an attempt at the code of the user who has the email. */
export const countResetAttempt = statement<typeof queries.countResetAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('reset_password') and "codes"."user_id" in (select "id" from "users" where ("users"."email" = ?1 and "users"."disabled_at" is null)))`,
  values: ['email'],
  kind: 'writes',
})

/** Counts a guess at the code of the user who has the email, by that email. */
export const countResetGuess = statement<typeof queries.countResetGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select coalesce("codes"."attempt_key", "codes"."user_id") as "address_hash", 1 as "attempts", 0 as "blocked_until", ?1 as "last_attempt_id", ?2 as "updated_at" from "codes" inner join "users" on "users"."id" = "codes"."user_id" where ("codes"."purpose" in ('reset_password') and ("users"."email" = ?3 and "users"."disabled_at" is null)) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "last_attempt_id" = ?1, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 660000`,
  values: ['attemptId', 'now', 'email'],
  kind: 'writes',
})

/** Stores a code for the user who has the email. */
export const putResetCode = statement<typeof queries.putResetCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'reset_password' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where ("users"."email" = ?6 and "users"."disabled_at" is null) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'email'],
  kind: 'writes',
})

/** Records that the caller sets another password, in a session that replaces theirs; if their proof still holds. */
export const recordPasswordChange = statement<typeof queries.recordPasswordChange>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?8 and "sessions"."user_id" = ?9 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?10 ->> '$.method' WHEN 'password' THEN ?10 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?10 ->> '$.provider' and "identities"."subject" = ?10 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?10 ->> '$.email') END and CASE ?10 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?10 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?10 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10 ->> '$.attemptId'))) or "codes"."link_hash" = ?10 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null)) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'replacedId', 'userId', 'proof'],
  kind: 'records',
})

/**
 * Records that the caller, who has an email address, sets a password after a recent sign-in; with a recent second factor, where
 * they have one.
 */
export const recordRecentPasswordChange = statement<typeof queries.recordRecentPasswordChange>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."email" is not null and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))) and (NOT ?10 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'factorsCount'],
  kind: 'records',
})

/** Records that a code was requested for the user who has the email, if this is the hash of their current one. */
export const recordResetRequest = statement<typeof queries.recordResetRequest>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."email" = ?8 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and "codes"."hash" = ?9))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash'],
  kind: 'records',
})

/** Replaces the password hash of the event's user, if it is still the one that was compared. */
export const replacePassword = statement<typeof queries.replacePassword>({
  sql: `update "users" set "password_hash" = ?1 where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?2) and "users"."password_hash" = ?3)`,
  values: ['newHash', 'eventId', 'passwordHash'],
  kind: 'writes',
})

/** The caller's password hash, what a new one must not be, where they can be notified, and whether they are a guest. */
export const selectCallersPassword = statement<typeof queries.selectCallersPassword>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' WHEN (select "second_factor_due" from "sessions" where "sessions"."id" = ?1) THEN 'second_factor_required' END as "refusal", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?1) END as "generation", "roles", "email", "name", "email_verified", "password_hash", "is_guest", "locale" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { roles: json(c[2]), email: c[3], name: c[4], emailVerified: flag(c[5]), passwordHash: c[6], isGuest: flag(c[7]), locale: c[8] } }),
  one: true,
})

/** The locale of the user who has the email. */
export const selectLocaleByEmail = statement<typeof queries.selectLocaleByEmail>({
  sql: `select "locale" from "users" where ("users"."email" = ?1 and "users"."disabled_at" is null)`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ locale: c[0] }),
  one: true,
})

/** The current code of the user who has the email. */
export const selectResetCode = statement<typeof queries.selectResetCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password') where ("users"."email" = ?1 and "users"."disabled_at" is null)`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/**
 * Sets the password of the event's user, and marks their email address verified: they have given a code that was mailed
 * to it, and nobody else holds the account any more. If they had shown before that the mailbox is theirs, that stays:
 * the ways in that they added since outlive the next reset, too.
 */
export const setPasswordByCode = statement<typeof queries.setPasswordByCode>({
  sql: `update "users" set "password_hash" = ?1, "email_verified" = 1, "email_verified_by" = CASE WHEN ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) THEN "users"."email_verified_by" ELSE 'session' END, "email_verified_at" = CASE WHEN ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) THEN "users"."email_verified_at" ELSE ?2 END, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['passwordHash', 'now', 'eventId'],
  kind: 'writes',
})

/** Sets the password of the event's user, whatever it was. Whether their mailbox is theirs, it does not show. */
export const setPasswordOfUser = statement<typeof queries.setPasswordOfUser>({
  sql: `update "users" set "password_hash" = ?1, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['passwordHash', 'now', 'eventId'],
  kind: 'writes',
})
