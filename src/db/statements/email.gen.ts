// Compiled from src/db/queries/email.ts by npm run generate. Do not edit.
import type * as queries from '../queries/email.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Counts an attempt at both of the caller's codes. */
export const countCallersEmailAttempt = statement<typeof queries.countCallersEmailAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('verify_email', 'change_email') and "codes"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Counts the same attempt by where the codes were sent to. */
export const countCallersGuessAtCodes = statement<typeof queries.countCallersGuessAtCodes>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select coalesce("codes"."attempt_key", "codes"."user_id") as "address_hash", 1 as "attempts", 0 as "blocked_until", ?1 as "last_attempt_id", ?2 as "updated_at" from "codes" inner join "users" on "users"."id" = "codes"."user_id" where ("codes"."purpose" in ('verify_email', 'change_email') and ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "last_attempt_id" = ?1, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 660000`,
  values: ['attemptId', 'now', 'sessionId', 'userId'],
  kind: 'writes',
})

/** Marks the email address of the event's user verified. */
export const markEmailVerified = statement<typeof queries.markEmailVerified>({
  sql: `update "users" set "email_verified" = 1, "email_verified_by" = ?1, "email_verified_at" = ?2, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['by', 'now', 'eventId'],
  kind: 'writes',
})

/** Moves the event's user to the email address that their code was sent to. */
export const moveToPendingAddress = statement<typeof queries.moveToPendingAddress>({
  sql: `update "users" set "email" = ((select "address" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email'))), "email_verified" = 1, "email_verified_by" = ?1, "email_verified_at" = ?2, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['by', 'now', 'eventId'],
  kind: 'writes',
})

/** Stores a code for the email address that the caller wants. */
export const putChangeCode = statement<typeof queries.putChangeCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'change_email' as "purpose", ?1 as "address", ?2 as "hash", ?3 as "link_hash", NULL as "password_hash", ?4 as "attempt_key", 0 as "attempts", ?5 as "created_at", ?6 as "expires_at", 1 as "sent", ?5 + 60000 as "replaceable_at" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?7 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?9) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?10 ->> '$.method' WHEN 'password' THEN ?10 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?10 ->> '$.provider' and "identities"."subject" = ?10 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?10 ->> '$.email') END and CASE ?10 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?10 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?10 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10 ->> '$.attemptId'))) or "codes"."link_hash" = ?10 ->> '$.codeHash') and "codes"."expires_at" > ?9) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) and (NOT ?11 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?7 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?12 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?5 OR "codes"."replaceable_at" > ?5 + 660000`,
  values: ['address', 'hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'sessionId', 'userId', 'now', 'proof', 'factorsCount', 'signedInAfter'],
  kind: 'writes',
})

/** Stores a code for the email address of the event's user, who has just registered. */
export const putRegistrationCode = statement<typeof queries.putRegistrationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?6) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'eventId'],
  kind: 'writes',
})

/** Stores a code for the caller's email address, if it is not verified. */
export const putVerificationCode = statement<typeof queries.putVerificationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?6 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?8) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."email" is not null and "users"."email_verified" = 0) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Records that the caller moves to another email address, if the code is right. */
export const recordCallersChange = statement<typeof queries.recordCallersChange>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'hash', 'attemptId'],
  kind: 'records',
})

/** Records that the caller has verified their email address, if the code is right. */
export const recordCallersVerification = statement<typeof queries.recordCallersVerification>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'hash', 'attemptId'],
  kind: 'records',
})

/** Records that a link's user moves to another email address, if the link's token is right. */
export const recordChangeByLink = statement<typeof queries.recordChangeByLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'hash', 'attemptId'],
  kind: 'records',
})

/** Records that the caller wants another email address, if this is the hash of their current code. */
export const recordChangeRequest = statement<typeof queries.recordChangeRequest>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?9 ->> '$.method' WHEN 'password' THEN ?9 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?9 ->> '$.provider' and "identities"."subject" = ?9 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?9 ->> '$.email') END and CASE ?9 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?9 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?9 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?9 ->> '$.attemptId'))) or "codes"."link_hash" = ?9 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) and (NOT ?10 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?11 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?12))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'proof', 'factorsCount', 'signedInAfter', 'hash'],
  kind: 'records',
})

/** Records that a link's user has verified their email address, if the link's token is right. */
export const recordVerificationByLink = statement<typeof queries.recordVerificationByLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'hash', 'attemptId'],
  kind: 'records',
})

/** The caller's email address, whether it is verified, whether they are a guest, who has none, and their locale. */
export const selectCallersAddress = statement<typeof queries.selectCallersAddress>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' WHEN (select "second_factor_due" from "sessions" where "sessions"."id" = ?1) THEN 'second_factor_required' END as "refusal", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?1) END as "generation", "roles", "email", "email_verified", "is_guest", "locale" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { roles: json(c[2]), email: c[3], emailVerified: flag(c[4]), isGuest: flag(c[5]), locale: c[6] } }),
  one: true,
})

/** The current code for the email address that the caller wants. */
export const selectChangeCode = statement<typeof queries.selectChangeCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?4 ->> '$.method' WHEN 'password' THEN ?4 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?4 ->> '$.provider' and "identities"."subject" = ?4 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?4 ->> '$.email') END and CASE ?4 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?4 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?4 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?4 ->> '$.attemptId'))) or "codes"."link_hash" = ?4 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) and (NOT ?5 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?6 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1))))`,
  values: ['sessionId', 'userId', 'now', 'proof', 'factorsCount', 'signedInAfter'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** A row, if the caller has a factor, and has not shown a second factor recently. */
export const selectFactorToShow = statement<typeof queries.selectFactorToShow>({
  sql: `select "id" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) and not exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?4 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))`,
  values: ['sessionId', 'userId', 'now', 'signedInAfter'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})

/** The email address that the event's user is about to leave, if it is verified. Nothing once they have left it. */
export const selectFormerAddress = statement<typeof queries.selectFormerAddress>({
  sql: `select "users"."email", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?1) and "users"."email_verified" = 1)`,
  values: ['eventId'],
  kind: 'reads',
  row: (c) => ({ email: c[0], locale: c[1] }),
  one: true,
})

/** The current code for the caller's email address. */
export const selectVerificationCode = statement<typeof queries.selectVerificationCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email') where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})
