// Compiled from src/db/queries/sign-in.ts by npm run generate. Do not edit.
import type * as queries from '../queries/sign-in.ts'
import { flag, statement, time } from '../statement.ts'

/** Drops the password of the event's user, and marks their email address verified, now by whoever owns it. */
export const handOver = statement<typeof queries.handOver>({
  sql: `update "users" set "password_hash" = NULL, "email_verified" = 1, "email_verified_by" = ?1, "email_verified_at" = ?2, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['by', 'now', 'eventId'],
  kind: 'writes',
})

/** Links an identity to the user of either event: the one it has registered, or the one it is linked to. */
export const insertIdentityOfSignIn = statement<typeof queries.insertIdentityOfSignIn>({
  sql: `insert into "identities" ("provider", "subject", "user_id", "email", "linked_in_session", "created_at") select ?1 as "provider", ?2 as "subject", "id" as "user_id", ?3 as "email", 0 as "linked_in_session", ?4 as "created_at" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?5) or "users"."id" in (select "user_id" from "events" where "events"."id" = ?6)) on conflict do nothing`,
  values: ['provider', 'subject', 'email', 'createdAt', 'registeredId', 'linkedId'],
  kind: 'writes',
})

/** Adds a user; changes nothing if the email is taken, or this very user exists already. */
export const insertUser = statement<typeof queries.insertUser>({
  sql: `insert into "users" ("id", "email", "is_guest", "guest_until", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "disabled_until", "disabled_reason", "roles", "app_metadata", "user_metadata", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 0 as "is_guest", ?3 as "guest_until", ?4 as "password_hash", ?5 as "name", CASE WHEN json_type(?6, '$."bio"') IS NULL THEN NULL ELSE ?6 ->> '$."bio"' END as "bio", CASE WHEN json_type(?6, '$."avatarUrl"') IS NULL THEN NULL ELSE ?6 ->> '$."avatarUrl"' END as "avatar_url", CASE WHEN json_type(?6, '$."locale"') IS NULL THEN NULL ELSE ?6 ->> '$."locale"' END as "locale", 0 as "email_verified", ?7 as "email_verified_by", ?8 as "email_verified_at", ?9 as "imported_at", ?10 as "disabled_at", ?11 as "disabled_until", ?12 as "disabled_reason", ?13 as "roles", ?14 as "app_metadata", ?15 as "user_metadata", ?16 as "created_at", ?17 as "updated_at" from (SELECT 1) where 1 on conflict do nothing`,
  values: ['_id', 'email', 'guestUntil', 'passwordHash', 'name', 'profile', 'emailVerifiedBy', 'emailVerifiedAt', 'importedAt', 'disabledAt', 'disabledUntil', 'disabledReason', 'roles', 'appMetadata', 'userMetadata', 'createdAt', 'updatedAt'],
  kind: 'writes',
})

/**
 * Adds a user for an identity that is not linked yet; changes nothing without an email, or if a user has it already.
 */
export const insertUserForIdentity = statement<typeof queries.insertUserForIdentity>({
  sql: `insert into "users" ("id", "email", "is_guest", "guest_until", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "disabled_until", "disabled_reason", "roles", "app_metadata", "user_metadata", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 0 as "is_guest", ?3 as "guest_until", ?4 as "password_hash", ?5 as "name", ?6 as "bio", ?7 as "avatar_url", ?8 as "locale", ?9 as "email_verified", CASE WHEN ?9 THEN 'provider' END as "email_verified_by", CASE WHEN ?9 THEN ?10 END as "email_verified_at", ?11 as "imported_at", ?12 as "disabled_at", ?13 as "disabled_until", ?14 as "disabled_reason", ?15 as "roles", ?16 as "app_metadata", ?17 as "user_metadata", ?10 as "created_at", ?18 as "updated_at" from (SELECT 1) where (not exists (select "user_id" from "identities" where ("identities"."provider" = ?19 and "identities"."subject" = ?20)) and ?2 IS NOT NULL) on conflict do nothing`,
  values: ['_id', 'email', 'guestUntil', 'passwordHash', 'name', 'bio', 'avatarUrl', 'locale', 'ownsMailbox', 'createdAt', 'importedAt', 'disabledAt', 'disabledUntil', 'disabledReason', 'roles', 'appMetadata', 'userMetadata', 'updatedAt', 'provider', 'subject'],
  kind: 'writes',
})

/**
 * Records an event for the user who had the email before this call and has verified it, as the provider has, which is an
 * authority for it: both sides know that it is the same person. Not if the identity is linked already. Not either if
 * they have another one of its provider, unless they lose that (`recordTakeover`).
 */
export const recordLinkByEmail = statement<typeof queries.recordLinkByEmail>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ("users"."id" <> ?8 and "users"."email" = ?9 and "users"."email_verified" = 1 and "users"."disabled_at" is null and not exists (select "user_id" from "identities" where ("identities"."provider" = ?10 and "identities"."subject" = ?11)) and (not ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) or not exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?10)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'newUserId', 'ownedEmail', 'provider', 'subject'],
  kind: 'records',
})

/**
 * Records that the user of a link by email gets the account anew: whoever held it until now has not shown that the
 * mailbox is theirs.
 */
export const recordTakeover = statement<typeof queries.recordTakeover>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?8) and not ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider'))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'linkedId'],
  kind: 'records',
})

/** What a login needs to know about an email: at most one row. */
export const selectCredential = statement<typeof queries.selectCredential>({
  sql: `select "id", "email_verified", "password_hash", "disabled_at", "locale" from "users" where "users"."email" = ?1`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], emailVerified: flag(c[1]), passwordHash: c[2], disabledAt: time(c[3]), locale: c[4] }),
  one: true,
})

/** The users because of whom a sign-in found nobody: the one with the identity, and the one with the email. */
export const selectObstacles = statement<typeof queries.selectObstacles>({
  sql: `select "disabled_at" from "users" where ("users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?1 and "identities"."subject" = ?2)) or "users"."email" = ?3)`,
  values: ['provider', 'subject', 'email'],
  kind: 'reads',
  row: (c) => ({ disabledAt: time(c[0]) }),
})
