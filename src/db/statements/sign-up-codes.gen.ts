// Compiled from src/db/queries/sign-up-codes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/sign-up-codes.ts'
import { flag, statement, time } from '../statement.ts'

/**
 * Marks the email address of the event's user verified. `isAsker`: whoever confirms is who has asked for the code, so that, if it
 * is of a sign-up, who has chosen the password and who reads the mailbox are one person.
 */
export const confirmAddress = statement<typeof queries.confirmAddress>({
  sql: `update "users" set "email_verified" = 1, "email_verified_by" = CASE WHEN ?1 AND ((select "password_hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email'))) IS NOT NULL THEN 'session' ELSE 'link' END, "email_verified_at" = ?2, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['isAsker', 'now', 'eventId'],
  kind: 'writes',
})

/** Counts an attempt at it. */
export const countConfirmationAttempt = statement<typeof queries.countConfirmationAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('verify_email') and "codes"."user_id" in (select "id" from "users" where ("users"."email" = ?1 and "users"."disabled_at" is null)))`,
  values: ['email'],
  kind: 'writes',
})

/** Counts the same guess by where the code was sent to. */
export const countConfirmationGuess = statement<typeof queries.countConfirmationGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select coalesce("codes"."attempt_key", "codes"."user_id") as "address_hash", 1 as "attempts", 0 as "blocked_until", ?1 as "last_attempt_id", ?2 as "updated_at" from "codes" inner join "users" on "users"."id" = "codes"."user_id" where ("codes"."purpose" in ('verify_email') and ("users"."email" = ?3 and "users"."disabled_at" is null)) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "last_attempt_id" = ?1, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 660000`,
  values: ['attemptId', 'now', 'email'],
  kind: 'writes',
})

/** Stores a code for the user who has the email address, if it is not verified. */
export const putConfirmationCode = statement<typeof queries.putConfirmationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where (("users"."email" = ?6 and "users"."disabled_at" is null) and "users"."email" is not null and "users"."email_verified" = 0) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'email'],
  kind: 'writes',
})

/**
 * Notes with which password they have signed up to whom this code was mailed. Whoever signs up with an address that nobody has
 * confirmed gets a code of their own, in the place of the one before, and it is worth their password.
 */
export const putPasswordOfCode = statement<typeof queries.putPasswordOfCode>({
  sql: `update "codes" set "password_hash" = ?1 where ("codes"."purpose" = 'verify_email' and "codes"."hash" = ?2 and "codes"."user_id" in (select "id" from "users" where ("users"."email" = ?3 and "users"."disabled_at" is null)))`,
  values: ['passwordHash', 'hash', 'email'],
  kind: 'writes',
})

/** Records that the user who has the email address confirms it, if the code is right. */
export const recordConfirmation = statement<typeof queries.recordConfirmation>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."email" = ?8 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash', 'attemptId'],
  kind: 'records',
})

/** Records that the user of a code has signed up with another password than the account has: somebody else has made it. */
export const recordContestedSignUp = statement<typeof queries.recordContestedSignUp>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."email" = ?8 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) and ((select "password_hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email'))) <> "users"."password_hash") on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash', 'attemptId'],
  kind: 'records',
})

/** Their current one. */
export const selectConfirmationCode = statement<typeof queries.selectConfirmationCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email') where (("users"."email" = ?1 and "users"."disabled_at" is null) and "users"."email" is not null and "users"."email_verified" = 0)`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** Who that would be. */
export const selectConfirming = statement<typeof queries.selectConfirming>({
  sql: `select "id", "is_guest", exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "has_factor" from "users" where (("users"."email" = ?1 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and (("codes"."hash" = ?2 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?3))) or "codes"."link_hash" = ?2) and "codes"."expires_at" > ?4) and "codes"."address" = "users"."email")))`,
  values: ['email', 'hash', 'attemptId', 'now'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], isGuest: flag(c[1]), hasFactor: flag(c[2]) }),
  one: true,
})

/** Gives the event's user the password of their sign-up. */
export const takeSignUpPassword = statement<typeof queries.takeSignUpPassword>({
  sql: `update "users" set "password_hash" = ((select "password_hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email'))) where "users"."id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
  kind: 'writes',
})
