// Compiled from src/db/queries/avatars.ts by npm run generate. Do not edit.
import type * as queries from '../queries/avatars.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Notes, before anything is uploaded, what the sweep is to delete from `deleteAt` on unless it becomes the caller's picture. */
export const addPendingAvatar = statement<typeof queries.addPendingAvatar>({
  sql: `insert into "avatars" ("key", "user_id", "url", "delete_at") select ?1 as "key", "id", ?2 as "url", ?3 as "delete_at" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?5 and "sessions"."expires_at" > ?6) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['key', 'url', 'deleteAt', 'sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Forgets pictures whose objects are deleted: a JSON list of their keys. */
export const deleteAvatars = statement<typeof queries.deleteAvatars>({
  sql: `delete from "avatars" where ("avatars"."key" in (SELECT value FROM json_each(?1)) and "avatars"."delete_at" <= ?2)`,
  values: ['keys', 'now'],
  kind: 'writes',
})

/** Keeps a picture of the caller that is stored, unless the sweep may have begun to delete it. */
export const keepAvatar = statement<typeof queries.keepAvatar>({
  sql: `update "avatars" set "delete_at" = NULL where ("avatars"."key" = ?1 and "avatars"."delete_at" > ?2 and "avatars"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)))`,
  values: ['key', 'now', 'sessionId', 'userId'],
  kind: 'writes',
})

/** The keys of up to `limit` pictures that are to be deleted. */
export const selectDueAvatars = statement<typeof queries.selectDueAvatars>({
  sql: `select "key" from "avatars" where "avatars"."delete_at" <= ?1 limit ?2`,
  values: ['now', 'limit'],
  kind: 'reads',
  row: (c) => ({ key: c[0] }),
})

/** The keys of pictures of a user that are to be deleted. */
export const selectReplacedAvatars = statement<typeof queries.selectReplacedAvatars>({
  sql: `select "key" from "avatars" where ("avatars"."user_id" = ?1 and "avatars"."delete_at" <= ?2)`,
  values: ['userId', 'now'],
  kind: 'reads',
  row: (c) => ({ key: c[0] }),
})

/**
 * Makes the picture that was kept the caller's, and returns their whole profile. (The one that it replaces becomes due by the
 * trigger `avatars_replaced`.) No row: see `selectCallerStatus`, and if that finds no reason, the picture was not kept.
 */
export const setAvatar = statement<typeof queries.setAvatar>({
  sql: `update "users" set "avatar_url" = ?1, "updated_at" = ?2 where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "key" from "avatars" where ("avatars"."key" = ?5 and "avatars"."user_id" = "users"."id" and "avatars"."delete_at" is null))) returning "id", "name", "email", "email_verified", "is_guest", "bio", "avatar_url", "locale", "created_at", "updated_at", "roles", "app_metadata", "user_metadata", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?3) END as "generation"`,
  values: ['url', 'now', 'sessionId', 'userId', 'key'],
  kind: 'writes',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), bio: c[5], avatarUrl: c[6], locale: c[7], createdAt: time(c[8]), updatedAt: time(c[9]), roles: json(c[10]), appMetadata: json(c[11]), metadata: json(c[12]), generation: c[13] }),
  one: true,
})
