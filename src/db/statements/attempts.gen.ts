// Compiled from src/db/queries/attempts.ts by npm run generate. Do not edit.
import type * as queries from '../queries/attempts.ts'
import { statement, time } from '../statement.ts'

/**
 * The same for a password that the caller gives; nothing is counted for a session that has ended or a disabled user.
 */
export const countCallersGuess = statement<typeof queries.countCallersGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select ?1 as "address_hash", 1 as "attempts", 0 as "blocked_until", NULL as "last_attempt_id", ?2 as "updated_at" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 660000 returning "attempts"`,
  values: ['attemptKey', 'now', 'sessionId', 'userId'],
  kind: 'writes',
  row: (c) => ({ attempts: c[0] }),
  one: true,
})

/**
 * Counts one attempt, before the password is compared: of any number of parallel guesses no more are compared than one
 * after another. A batch that D1 runs twice counts twice, which errs on the safe side. Returns a row if the attempt may
 * go on, none while it is blocked.
 */
export const countLoginAttempt = statement<typeof queries.countLoginAttempt>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") values (CASE WHEN ?1 = (select "id" from "users" where "users"."email" = ?2) THEN ?3 ELSE ?4 END, 1, 0, null, ?5) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?5 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "updated_at" = ?5 where "login_attempts"."blocked_until" <= ?5 OR "login_attempts"."blocked_until" > ?5 + 660000 returning "attempts"`,
  values: ['deviceUserId', 'email', 'deviceKey', 'attemptKey', 'now'],
  kind: 'writes',
  row: (c) => ({ attempts: c[0] }),
  one: true,
})

/** Deletes up to `limit` counts of which the last attempt was before a time. */
export const deleteOldLoginAttempts = statement<typeof queries.deleteOldLoginAttempts>({
  sql: `delete from "login_attempts" where "login_attempts"."address_hash" in (select "address_hash" from "login_attempts" where "login_attempts"."updated_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Forgets failed attempts if what was proven a moment ago still holds. */
export const forgetAttempts = statement<typeof queries.forgetAttempts>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" = ?1 and exists (select "id" from "users" where ("users"."id" = CASE ?2 ->> '$.method' WHEN 'password' THEN ?2 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?2 ->> '$.provider' and "identities"."subject" = ?2 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?2 ->> '$.email') END and CASE ?2 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?2 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?2 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?2 ->> '$.attemptId'))) or "codes"."link_hash" = ?2 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null)))`,
  values: ['attemptKey', 'proof', 'now'],
  kind: 'writes',
})

/** Forgets failed logins if an event was recorded. */
export const forgetAttemptsAfterEvent = statement<typeof queries.forgetAttemptsAfterEvent>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" = ?1 and exists (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['attemptKey', 'eventId'],
  kind: 'writes',
})

/** Goes on counting under another key, if an event was recorded. */
export const moveAttempts = statement<typeof queries.moveAttempts>({
  sql: `update "login_attempts" set "address_hash" = ?1 where ("login_attempts"."address_hash" = ?2 and exists (select "user_id" from "events" where "events"."id" = ?3))`,
  values: ['nextKey', 'attemptKey', 'eventId'],
  kind: 'writes',
})

/** Until when attempts are blocked. */
export const selectAttemptBlock = statement<typeof queries.selectAttemptBlock>({
  sql: `select "blocked_until" from "login_attempts" where "login_attempts"."address_hash" = ?1`,
  values: ['attemptKey'],
  kind: 'reads',
  row: (c) => ({ blockedUntil: time(c[0]) }),
  one: true,
})

/** Until when logins with the email address, or on the device, are blocked. */
export const selectLoginBlock = statement<typeof queries.selectLoginBlock>({
  sql: `select "blocked_until" from "login_attempts" where "login_attempts"."address_hash" = CASE WHEN ?1 = (select "id" from "users" where "users"."email" = ?2) THEN ?3 ELSE ?4 END`,
  values: ['deviceUserId', 'email', 'deviceKey', 'attemptKey'],
  kind: 'reads',
  row: (c) => ({ blockedUntil: time(c[0]) }),
  one: true,
})
