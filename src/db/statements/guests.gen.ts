// Compiled from src/db/queries/guests.ts by npm run generate. Do not edit.
import type * as queries from '../queries/guests.ts'
import { statement } from '../statement.ts'

/** Adds a guest: a user without an email address and a password. Changes nothing if there is this very one already. */
export const insertGuest = statement<typeof queries.insertGuest>({
  sql: `insert into "users" ("id", "email", "is_guest", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "email_verified_by", "email_verified_at", "imported_at", "disabled_at", "created_at", "updated_at") select ?1 as "id", ?2 as "email", 1 as "is_guest", ?3 as "password_hash", ?4 as "name", ?5 as "bio", ?6 as "avatar_url", ?7 as "locale", 0 as "email_verified", ?8 as "email_verified_by", ?9 as "email_verified_at", ?10 as "imported_at", ?11 as "disabled_at", ?12 as "created_at", ?13 as "updated_at" from (SELECT 1) where 1 on conflict do nothing`,
  values: ['_id', 'email', 'passwordHash', 'name', 'bio', 'avatarUrl', 'locale', 'emailVerifiedBy', 'emailVerifiedAt', 'importedAt', 'disabledAt', 'createdAt', 'updatedAt'],
  kind: 'writes',
})

/** Records that the caller, who is a guest, becomes a user. */
export const recordUpgrade = statement<typeof queries.recordUpgrade>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and "users"."is_guest" = 1) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId'],
  kind: 'records',
})

/** Makes the event's guest a user. Fails if another user has the email address. */
export const upgradeGuest = statement<typeof queries.upgradeGuest>({
  sql: `update "users" set "email" = ?1, "is_guest" = 0, "password_hash" = ?2, "name" = coalesce(?3, "users"."name"), "updated_at" = ?4 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?5)`,
  values: ['email', 'passwordHash', 'name', 'now', 'eventId'],
  kind: 'writes',
})
