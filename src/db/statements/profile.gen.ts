// Compiled from src/db/queries/profile.ts by npm run generate. Do not edit.
import type * as queries from '../queries/profile.ts'
import { flag, json, statement, time } from '../statement.ts'

/** The caller's profile as they see it. */
export const selectOwnProfile = statement<typeof queries.selectOwnProfile>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' WHEN (select "second_factor_due" from "sessions" where "sessions"."id" = ?1) THEN 'second_factor_required' END as "refusal", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?1) END as "generation", "roles", "id", "name", "email", "email_verified", "is_guest", "bio", "avatar_url", "locale", "created_at", "updated_at", "app_metadata", "user_metadata" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { roles: json(c[2]), _id: c[3], name: c[4], email: c[5], emailVerified: flag(c[6]), isGuest: flag(c[7]), bio: c[8], avatarUrl: c[9], locale: c[10], createdAt: time(c[11]), updatedAt: time(c[12]), appMetadata: json(c[13]), metadata: json(c[14]) } }),
  one: true,
})

/** What anyone may see of a user, if not disabled. */
export const selectPublicProfile = statement<typeof queries.selectPublicProfile>({
  sql: `select "id", "name", "bio", "avatar_url", "created_at" from "users" where ("users"."id" = ?1 and "users"."disabled_at" is null)`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], bio: c[2], avatarUrl: c[3], createdAt: time(c[4]) }),
  one: true,
})

/** The profile of the user of a session that this batch has started, as they see it. No row: it was not started. */
export const selectSignedInProfile = statement<typeof queries.selectSignedInProfile>({
  sql: `select "users"."id", "users"."name", "users"."email", "users"."email_verified", "users"."is_guest", "users"."bio", "users"."avatar_url", "users"."locale", "users"."created_at", "users"."updated_at", "users"."roles", "users"."app_metadata", "users"."user_metadata" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where "sessions"."id" = ?1`,
  values: ['sessionId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), bio: c[5], avatarUrl: c[6], locale: c[7], createdAt: time(c[8]), updatedAt: time(c[9]), roles: json(c[10]), appMetadata: json(c[11]), metadata: json(c[12]) }),
  one: true,
})

/**
 * Writes the changes to the caller's own row, and returns the whole profile. No row: see `selectCallerStatus`, and if that
 * finds no reason, the metadata would be too large.
 */
export const updateOwnProfile = statement<typeof queries.updateOwnProfile>({
  sql: `update "users" set "name" = CASE WHEN json_type(?1, '$."name"') IS NULL THEN "users"."name" ELSE ?1 ->> '$."name"' END, "bio" = CASE WHEN json_type(?1, '$."bio"') IS NULL THEN "users"."bio" ELSE ?1 ->> '$."bio"' END, "avatar_url" = CASE WHEN json_type(?1, '$."avatarUrl"') IS NULL THEN "users"."avatar_url" ELSE ?1 ->> '$."avatarUrl"' END, "locale" = CASE WHEN json_type(?1, '$."locale"') IS NULL THEN "users"."locale" ELSE ?1 ->> '$."locale"' END, "user_metadata" = CASE json_type(?1, '$.metadata') WHEN 'text' THEN nullif(json_patch(coalesce("users"."user_metadata", '{}'), ?1 ->> '$.metadata'), '{}') WHEN 'null' THEN NULL ELSE "users"."user_metadata" END, "updated_at" = ?2 where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and (json_type(?1, '$.metadata') IS NOT 'text' OR octet_length(json_patch(coalesce("users"."user_metadata", '{}'), ?1 ->> '$.metadata')) <= 8192)) returning "id", "name", "email", "email_verified", "is_guest", "bio", "avatar_url", "locale", "created_at", "updated_at", "roles", "app_metadata", "user_metadata", CASE WHEN "roles" IS NOT NULL OR "app_metadata" IS NOT NULL THEN (select "refresh_generation" from "sessions" where "sessions"."id" = ?3) END as "generation"`,
  values: ['changes', 'now', 'sessionId', 'userId'],
  kind: 'writes',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), bio: c[5], avatarUrl: c[6], locale: c[7], createdAt: time(c[8]), updatedAt: time(c[9]), roles: json(c[10]), appMetadata: json(c[11]), metadata: json(c[12]), generation: c[13] }),
  one: true,
})
