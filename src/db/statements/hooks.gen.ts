// Compiled from src/db/queries/hooks.ts by npm run generate. Do not edit.
import type * as queries from '../queries/hooks.ts'
import { flag, statement, time } from '../statement.ts'

/** Adds what a hook says to the user of an event. */
export const fillUserOfEvent = statement<typeof queries.fillUserOfEvent>({
  sql: `update "users" set "name" = CASE WHEN json_type(?1, '$."name"') IS NULL THEN "users"."name" ELSE ?1 ->> '$."name"' END, "bio" = CASE WHEN json_type(?1, '$."bio"') IS NULL THEN "users"."bio" ELSE ?1 ->> '$."bio"' END, "avatar_url" = CASE WHEN json_type(?1, '$."avatarUrl"') IS NULL THEN "users"."avatar_url" ELSE ?1 ->> '$."avatarUrl"' END, "locale" = CASE WHEN json_type(?1, '$."locale"') IS NULL THEN "users"."locale" ELSE ?1 ->> '$."locale"' END, "app_metadata" = CASE WHEN ?2 IS NULL THEN "users"."app_metadata" ELSE nullif(json_patch(coalesce("users"."app_metadata", '{}'), ?2), '{}') END where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['profile', 'patch', 'eventId'],
  kind: 'writes',
})

/** Those of some events that were recorded, as they are now; `eventIds` is a JSON list. */
export const selectEventsById = statement<typeof queries.selectEventsById>({
  sql: `select "id", "type", "user_id", "session_id", "created_at", "method", "other_id", "by_support" from "events" where "events"."id" in (SELECT value FROM json_each(?1))`,
  values: ['eventIds'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], type: c[1], userId: c[2], sessionId: c[3], createdAt: time(c[4]), method: c[5], otherId: c[6], bySupport: flag(c[7]) }),
})

/** The user of a proof, if it holds, and whether they will have a second factor. */
export const selectProvenUser = statement<typeof queries.selectProvenUser>({
  sql: `select "id", (exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) and (("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) or EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))) as "has_factor" from "users" where ("users"."id" = CASE ?1 ->> '$.method' WHEN 'password' THEN ?1 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?1 ->> '$.provider' and "identities"."subject" = ?1 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?1 ->> '$.email') END and CASE ?1 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?1 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?1 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?1 ->> '$.attemptId'))) or "codes"."link_hash" = ?1 ->> '$.codeHash') and "codes"."expires_at" > ?2) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null)`,
  values: ['proof', 'now'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], hasFactor: flag(c[1]) }),
  one: true,
})

/** The email address of a code that signs in, if it is right. */
export const selectRightLoginCode = statement<typeof queries.selectRightLoginCode>({
  sql: `select "address" from "login_codes" where ("login_codes"."address" = ?1 and (("login_codes"."hash" = ?2 and "login_codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?3 and "login_attempts"."last_attempt_id" = ?4))) or "login_codes"."link_hash" = ?2) and "login_codes"."expires_at" > ?5)`,
  values: ['email', 'hash', 'attemptKey', 'attemptId', 'now'],
  kind: 'reads',
  row: (c) => ({ email: c[0] }),
  one: true,
})

/** Whether a user has a second factor. */
export const selectUserToSignIn = statement<typeof queries.selectUserToSignIn>({
  sql: `select exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "has_factor" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ hasFactor: flag(c[0]) }),
  one: true,
})

/** The user who has an email address, disabled or not, and whether they will have a second factor. */
export const selectUserWithEmail = statement<typeof queries.selectUserWithEmail>({
  sql: `select "id", (exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) and (("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) or EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))) as "has_factor", "disabled_at" from "users" where "users"."email" = ?1`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], hasFactor: flag(c[1]), disabledAt: time(c[2]) }),
  one: true,
})

/** The user who has an identity, and the one who has the email, disabled or not, with what decides whether it is linked to them. */
export const selectUsersOfIdentity = statement<typeof queries.selectUsersOfIdentity>({
  sql: `select "id", "users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?1 and "identities"."subject" = ?2)) as "is_linked", exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "has_factor", (exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) and (("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) or EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))) as "keeps_factor", "email_verified", "disabled_at" from "users" where ("users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?1 and "identities"."subject" = ?2)) or "users"."email" = ?3)`,
  values: ['provider', 'subject', 'email'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], isLinked: flag(c[1]), hasFactor: flag(c[2]), keepsFactor: flag(c[3]), emailVerified: flag(c[4]), disabledAt: time(c[5]) }),
})
