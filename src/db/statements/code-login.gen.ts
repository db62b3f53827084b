// Compiled from src/db/queries/code-login.ts by npm run generate. Do not edit.
import type * as queries from '../queries/code-login.ts'
import { statement } from '../statement.ts'

/**
 * Counts one attempt at the code of an email address, before the guess is compared: of any number of parallel guesses
 * five are compared.
 */
export const countLoginCodeAttempt = statement<typeof queries.countLoginCodeAttempt>({
  sql: `update "login_codes" set "attempts" = "login_codes"."attempts" + 1 where "login_codes"."address" = ?1`,
  values: ['email'],
  kind: 'writes',
})

/**
 * Counts the same guess with those at the other codes that were mailed there, unless guesses are blocked. Nothing is
 * counted where no code was asked for.
 */
export const countLoginCodeGuess = statement<typeof queries.countLoginCodeGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select ?1 as "address_hash", 1 as "attempts", 0 as "blocked_until", ?2 as "last_attempt_id", ?3 as "updated_at" from "login_codes" where "login_codes"."address" = ?4 on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?3 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "last_attempt_id" = ?2, "updated_at" = ?3 where "login_attempts"."blocked_until" <= ?3 OR "login_attempts"."blocked_until" > ?3 + 660000`,
  values: ['attemptKey', 'attemptId', 'now', 'email'],
  kind: 'writes',
})

/** Uses up the code that an event was recorded for. */
export const deleteUsedLoginCode = statement<typeof queries.deleteUsedLoginCode>({
  sql: `delete from "login_codes" where ("login_codes"."address" = ?1 and exists (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['email', 'eventId'],
  kind: 'writes',
})

/** Forgets the guesses at codes that were mailed to an address, if this one was right. */
export const forgetLoginCodeGuesses = statement<typeof queries.forgetLoginCodeGuesses>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" = ?1 and "login_attempts"."last_attempt_id" = ?2 and exists (select "user_id" from "events" where "events"."id" = ?3))`,
  values: ['attemptKey', 'attemptId', 'eventId'],
  kind: 'writes',
})

/** Adds a user with a verified email address, if the code for it is right and nobody has it. */
export const insertUserByCode = statement<typeof queries.insertUserByCode>({
  sql: `insert into "users" ("id", "email", "is_guest", "guest_until", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "disabled_until", "disabled_reason", "roles", "app_metadata", "user_metadata", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 0 as "is_guest", ?3 as "guest_until", ?4 as "password_hash", ?5 as "name", ?6 as "bio", ?7 as "avatar_url", ?8 as "locale", 1 as "email_verified", 'session' as "email_verified_by", ?9 as "email_verified_at", ?10 as "imported_at", ?11 as "disabled_at", ?12 as "disabled_until", ?13 as "disabled_reason", ?14 as "roles", ?15 as "app_metadata", ((select "user_metadata" from "login_codes" where "login_codes"."address" = ?2)) as "user_metadata", ?9 as "created_at", ?16 as "updated_at" from (SELECT 1) where exists (select "address" from "login_codes" where ("login_codes"."address" = ?2 and (("login_codes"."hash" = ?17 and "login_codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?18 and "login_attempts"."last_attempt_id" = ?19))) or "login_codes"."link_hash" = ?17) and "login_codes"."expires_at" > ?9)) on conflict do nothing`,
  values: ['_id', 'email', 'guestUntil', 'passwordHash', 'name', 'bio', 'avatarUrl', 'locale', 'createdAt', 'importedAt', 'disabledAt', 'disabledUntil', 'disabledReason', 'roles', 'appMetadata', 'updatedAt', 'hash', 'attemptKey', 'attemptId'],
  kind: 'writes',
})

/** Records that the user who has the email signs in, if the code is right. */
export const recordCodeLogin = statement<typeof queries.recordCodeLogin>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."email" = ?8 and "users"."disabled_at" is null) and exists (select "address" from "login_codes" where ("login_codes"."address" = ?8 and (("login_codes"."hash" = ?9 and "login_codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?10 and "login_attempts"."last_attempt_id" = ?11))) or "login_codes"."link_hash" = ?9) and "login_codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash', 'attemptKey', 'attemptId'],
  kind: 'records',
})

/**
 * Records that the user who has the email gets the account anew, if the code is right: whoever held it until now has not
 * shown that the mailbox is theirs.
 */
export const recordTakeoverByCode = statement<typeof queries.recordTakeoverByCode>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."email" = ?8 and "users"."disabled_at" is null) and not ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) and exists (select "address" from "login_codes" where ("login_codes"."address" = ?8 and (("login_codes"."hash" = ?9 and "login_codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?10 and "login_attempts"."last_attempt_id" = ?11))) or "login_codes"."link_hash" = ?9) and "login_codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash', 'attemptKey', 'attemptId'],
  kind: 'records',
})

/**
 * Records that a guest, whose session is live, becomes the user of an email address that nobody has, if the code for it
 * is right.
 */
export const recordUpgradeByCode = statement<typeof queries.recordUpgradeByCode>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?8 and "sessions"."user_id" = ?9 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."is_guest" = 1) and not exists (select "id" from "users" "owner" where "owner"."email" = ?10) and exists (select "address" from "login_codes" where ("login_codes"."address" = ?10 and (("login_codes"."hash" = ?11 and "login_codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?12 and "login_attempts"."last_attempt_id" = ?13))) or "login_codes"."link_hash" = ?11) and "login_codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'guestSessionId', 'guestId', 'email', 'hash', 'attemptKey', 'attemptId'],
  kind: 'records',
})

/** Makes the event's guest that user, who is called `name` unless they have said what they are called. */
export const upgradeGuestByCode = statement<typeof queries.upgradeGuestByCode>({
  sql: `update "users" set "email" = ?1, "is_guest" = 0, "guest_until" = NULL, "name" = CASE "users"."name" WHEN 'Guest' THEN ?2 ELSE "users"."name" END, "email_verified" = 1, "email_verified_by" = 'session', "email_verified_at" = ?3, "updated_at" = ?3 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?4)`,
  values: ['email', 'name', 'now', 'eventId'],
  kind: 'writes',
})
