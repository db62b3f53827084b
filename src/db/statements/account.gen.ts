// Compiled from src/db/queries/account.ts by npm run generate. Do not edit.
import type * as queries from '../queries/account.ts'
import { statement } from '../statement.ts'

/** Deletes the caller, if what they have proven still holds; all their other rows are deleted with it. */
export const deleteCaller = statement<typeof queries.deleteCaller>({
  sql: `delete from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."id" = CASE ?4 ->> '$.method' WHEN 'password' THEN ?4 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?4 ->> '$.provider' and "identities"."subject" = ?4 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?4 ->> '$.email') END and CASE ?4 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?4 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?4 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?4 ->> '$.attemptId'))) or "codes"."link_hash" = ?4 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null))`,
  values: ['sessionId', 'userId', 'now', 'proof'],
  kind: 'writes',
})

/**
 * Deletes the user of a proof, if it still holds, and unless they have a factor where it is demanded; all their other
 * rows are deleted with it.
 */
export const deleteUser = statement<typeof queries.deleteUser>({
  sql: `delete from "users" where (("users"."id" = CASE ?1 ->> '$.method' WHEN 'password' THEN ?1 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?1 ->> '$.provider' and "identities"."subject" = ?1 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?1 ->> '$.email') END and CASE ?1 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?1 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?1 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?1 ->> '$.attemptId'))) or "codes"."link_hash" = ?1 ->> '$.codeHash') and "codes"."expires_at" > ?2) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) and (NOT ?3 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null))))`,
  values: ['proof', 'now', 'factorsCount'],
  kind: 'writes',
})

/** Whether a user has a factor. No row: they are gone. */
export const selectLeftUser = statement<typeof queries.selectLeftUser>({
  sql: `select exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "has_factor" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ hasFactor: c[0] }),
  one: true,
})

/** The user's `_id`, disabled or not. No row: they are gone. */
export const selectUserId = statement<typeof queries.selectUserId>({
  sql: `select "id" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})
