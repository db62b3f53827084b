// Compiled from src/db/queries/login-codes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/login-codes.ts'
import { statement, time } from '../statement.ts'

/** Deletes that of the caller, in the same way. */
export const deleteCallersLoginCode = statement<typeof queries.deleteCallersLoginCode>({
  sql: `delete from "login_codes" where "login_codes"."address" in (select "email" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?4 ->> '$.method' WHEN 'password' THEN ?4 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?4 ->> '$.provider' and "identities"."subject" = ?4 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?4 ->> '$.email') END and CASE ?4 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?4 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?4 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?4 ->> '$.attemptId'))) or "codes"."link_hash" = ?4 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null)))`,
  values: ['sessionId', 'userId', 'now', 'proof'],
  kind: 'writes',
})

/** Deletes that of whom an operator is about to delete. */
export const deleteLoginCodeByOperator = statement<typeof queries.deleteLoginCodeByOperator>({
  sql: `delete from "login_codes" where "login_codes"."address" in (select "email" from "users" where "users"."id" in (select "target_id" from "audit" where "audit"."id" = ?1))`,
  values: ['auditId'],
  kind: 'writes',
})

/** Deletes up to `limit` codes that expired before a time. */
export const deleteOldLoginCodes = statement<typeof queries.deleteOldLoginCodes>({
  sql: `delete from "login_codes" where "login_codes"."address" in (select "address" from "login_codes" where "login_codes"."expires_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Deletes that of a caller who can only sign in with passkeys, in the same way. */
export const deletePasskeyHoldersLoginCode = statement<typeof queries.deletePasskeyHoldersLoginCode>({
  sql: `delete from "login_codes" where "login_codes"."address" in (select "email" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?4 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))) and ("users"."password_hash" is null and not exists (select "subject" from "identities" where "identities"."user_id" = "users"."id") and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))))`,
  values: ['sessionId', 'userId', 'now', 'signedInAfter'],
  kind: 'writes',
})

/** Deletes the code of whom `deleteUser` is about to delete: it holds their email address. */
export const deleteProvenLoginCode = statement<typeof queries.deleteProvenLoginCode>({
  sql: `delete from "login_codes" where "login_codes"."address" in (select "email" from "users" where (("users"."id" = CASE ?1 ->> '$.method' WHEN 'password' THEN ?1 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?1 ->> '$.provider' and "identities"."subject" = ?1 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?1 ->> '$.email') END and CASE ?1 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?1 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?1 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?1 ->> '$.attemptId'))) or "codes"."link_hash" = ?1 ->> '$.codeHash') and "codes"."expires_at" > ?2) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) and (NOT ?3 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)))))`,
  values: ['proof', 'now', 'factorsCount'],
  kind: 'writes',
})

/** Invalidates the code that signs in the event's user, and its link; the wait until the next one is kept. */
export const invalidateLoginCode = statement<typeof queries.invalidateLoginCode>({
  sql: `update "login_codes" set "link_hash" = NULL, "attempts" = 6 where "login_codes"."address" in (select "email" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
  kind: 'writes',
})

/**
 * Stores a code for an email address, whether a user has it or not. It replaces the one before, unless it is too early
 * for that: then nothing changes, and `selectLoginCode` finds another hash.
 */
export const putLoginCode = statement<typeof queries.putLoginCode>({
  sql: `insert into "login_codes" ("address", "hash", "link_hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at", "user_metadata") select ?1 as "address", ?2 as "hash", ?3 as "link_hash", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at", ?6 as "user_metadata" from (SELECT 1) where 1 on conflict ("login_codes"."address") do update set "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "login_codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "login_codes"."sent" + 1 - 5))), "user_metadata" = excluded.user_metadata where "login_codes"."replaceable_at" <= ?4 OR "login_codes"."replaceable_at" > ?4 + 660000`,
  values: ['email', 'hash', 'linkHash', 'createdAt', 'expiresAt', 'userMetadata'],
  kind: 'writes',
})

/** The hash of the current code of an email address. */
export const selectLoginCode = statement<typeof queries.selectLoginCode>({
  sql: `select "hash" from "login_codes" where "login_codes"."address" = ?1`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0] }),
  one: true,
})

/** The code that signs a user in, without the code itself. */
export const selectLoginCodesOf = statement<typeof queries.selectLoginCodesOf>({
  sql: `select "address", "created_at", "expires_at" from "login_codes" where "login_codes"."address" in (select "email" from "users" where "users"."id" = ?1)`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ address: c[0], createdAt: time(c[1]), expiresAt: time(c[2]) }),
})
