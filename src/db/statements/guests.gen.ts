// Compiled from src/db/queries/guests.ts by npm run generate. Do not edit.
import type * as queries from '../queries/guests.ts'
import { statement } from '../statement.ts'

/** Deletes the caller, if they are a guest, and everything of theirs. */
export const deleteCallersGuest = statement<typeof queries.deleteCallersGuest>({
  sql: `delete from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."is_guest" = 1)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Deletes the guest whom an event merges, and everything of theirs. */
export const deleteMergedGuest = statement<typeof queries.deleteMergedGuest>({
  sql: `delete from "users" where ("users"."id" in (select "other_id" as "guest_id" from "events" where "events"."id" = ?1) and "users"."is_guest" = 1)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Adds a guest: a user without an email address and a password. Changes nothing if there is this very one already. */
export const insertGuest = statement<typeof queries.insertGuest>({
  sql: `insert into "users" ("id", "email", "is_guest", "guest_until", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "disabled_until", "disabled_reason", "roles", "app_metadata", "user_metadata", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 1 as "is_guest", ?3 as "guest_until", ?4 as "password_hash", ?5 as "name", ?6 as "bio", ?7 as "avatar_url", ?8 as "locale", 0 as "email_verified", ?9 as "email_verified_by", ?10 as "email_verified_at", ?11 as "imported_at", ?12 as "disabled_at", ?13 as "disabled_until", ?14 as "disabled_reason", ?15 as "roles", ?16 as "app_metadata", ?17 as "user_metadata", ?18 as "created_at", ?19 as "updated_at" from (SELECT 1) where 1 on conflict do nothing`,
  values: ['_id', 'email', 'guestUntil', 'passwordHash', 'name', 'bio', 'avatarUrl', 'locale', 'emailVerifiedBy', 'emailVerifiedAt', 'importedAt', 'disabledAt', 'disabledUntil', 'disabledReason', 'roles', 'appMetadata', 'userMetadata', 'createdAt', 'updatedAt'],
  kind: 'writes',
})

/** Records for the user who has signed in that a guest, whose session is live, is merged into them. */
export const recordMerge = statement<typeof queries.recordMerge>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", ?7 as "other_id", ?8 as "method", 0 as "by_support" from "users" where ("users"."id" in (select "user_id" from "events" where ("events"."id" = ?9 and "events"."type" <> 'second_factor_asked')) and not exists (select "id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."second_factor_due" = 1)) and "users"."id" <> ?7 and exists (select "id" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?10 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."is_guest" = 1))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'guestId', 'method', 'signInId', 'guestSessionId'],
  kind: 'records',
})

/**
 * Records that the caller gets an email address and a password: a guest, or a user who has neither, such as one with a
 * passkey alone, and has signed in recently.
 */
export const recordUpgrade = statement<typeof queries.recordUpgrade>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."email" is null and "users"."password_hash" is null and ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter'],
  kind: 'records',
})

/** Records that a guest who has linked an identity, which an event records, becomes a user. */
export const recordUpgradeByLink = statement<typeof queries.recordUpgradeByLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?8) and "users"."is_guest" = 1) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'linkedId'],
  kind: 'records',
})

/** The guest whom an event has merged. */
export const selectMergedGuest = statement<typeof queries.selectMergedGuest>({
  sql: `select "other_id" as "guest_id" from "events" where "events"."id" = ?1`,
  values: ['eventId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})

/** Makes the event's guest a user. Fails if another user has the email address. */
export const upgradeGuest = statement<typeof queries.upgradeGuest>({
  sql: `update "users" set "email" = ?1, "is_guest" = 0, "guest_until" = NULL, "password_hash" = ?2, "name" = coalesce(?3, "users"."name"), "updated_at" = ?4 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?5)`,
  values: ['email', 'passwordHash', 'name', 'now', 'eventId'],
  kind: 'writes',
})

/** Makes the event's guest the user of a provider. Fails if another user has the email address. */
export const upgradeGuestByLink = statement<typeof queries.upgradeGuestByLink>({
  sql: `update "users" set "email" = ?1, "is_guest" = 0, "guest_until" = NULL, "name" = CASE "users"."name" WHEN 'Guest' THEN coalesce(?2, "users"."name") ELSE "users"."name" END, "email_verified" = ?3, "email_verified_by" = CASE WHEN ?3 THEN 'provider' END, "email_verified_at" = CASE WHEN ?3 THEN ?4 END, "updated_at" = ?4 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?5)`,
  values: ['email', 'name', 'ownsMailbox', 'now', 'eventId'],
  kind: 'writes',
})
