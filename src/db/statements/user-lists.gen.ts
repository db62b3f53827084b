// Compiled from src/db/queries/user-lists.ts by npm run generate. Do not edit.
import type * as queries from '../queries/user-lists.ts'
import { flag, json, statement, time } from '../statement.ts'

/** The same among those who are disabled. */
export const selectDisabledUsers = statement<typeof queries.selectDisabledUsers>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where ("users"."disabled_at" is not null and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1000) "scanned" where ((?4 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?4)) and (?5 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?5) and (?6 IS NULL or "scanned"."is_guest" = ?6) and "scanned"."created_at" >= ?1 and "scanned"."created_at" < ?7) limit ?8`,
  values: ['createdAfter', 'key', '_id', 'role', 'disabled', 'guest', 'createdBefore', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

export const selectEndOfDisabledUsers = statement<typeof queries.selectEndOfDisabledUsers>({
  sql: `select "created_at" as "key", "id" from "users" where ("users"."disabled_at" is not null and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1 offset 999`,
  values: ['createdAfter', 'key', '_id'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

export const selectEndOfGuests = statement<typeof queries.selectEndOfGuests>({
  sql: `select "created_at" as "key", "id" from "users" where ("users"."is_guest" = 1 and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1 offset 999`,
  values: ['createdAfter', 'key', '_id'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

export const selectEndOfUsers = statement<typeof queries.selectEndOfUsers>({
  sql: `select "created_at" as "key", "id" from "users" where ("users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1 offset 999`,
  values: ['createdAfter', 'key', '_id'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

export const selectEndOfUsersByEmail = statement<typeof queries.selectEndOfUsersByEmail>({
  sql: `select "email" as "key", "id" from "users" where ("users"."email" >= ?1 and "users"."id" <> ?2 and "users"."email" < ?3) order by "users"."email" asc limit 1 offset 999`,
  values: ['key', '_id', 'below'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

export const selectEndOfUsersByName = statement<typeof queries.selectEndOfUsersByName>({
  sql: `select "name" as "key", "id" from "users" where (("users"."name", "users"."id") > (?1 COLLATE NOCASE, ?2) and "users"."name" < ?3 COLLATE NOCASE) order by "users"."name" COLLATE NOCASE, "users"."id" asc limit CASE WHEN (SELECT count(*) FROM (select 1 from "users" where ("users"."email" >= ?4 and "users"."id" <> ?5 and "users"."id" <> ?6 and "users"."email" < ?7) limit ?8)) < ?8 THEN 1 ELSE 0 END offset 999`,
  values: ['key', '_id', 'below', 'emailsAfter', 'emailsAfterId', 'searchedId', 'emailsBelow', 'limit'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

export const selectEndOfUsersWithRoles = statement<typeof queries.selectEndOfUsersWithRoles>({
  sql: `select "created_at" as "key", "id" from "users" where ("users"."roles" is not null and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1 offset 999`,
  values: ['createdAfter', 'key', '_id'],
  kind: 'reads',
  row: (c) => ({ key: c[0], _id: c[1] }),
  one: true,
})

/** The same among guests. */
export const selectGuests = statement<typeof queries.selectGuests>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where ("users"."is_guest" = 1 and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1000) "scanned" where ((?4 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?4)) and (?5 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?5) and (?6 IS NULL or "scanned"."is_guest" = ?6) and "scanned"."created_at" >= ?1 and "scanned"."created_at" < ?7) limit ?8`,
  values: ['createdAfter', 'key', '_id', 'role', 'disabled', 'guest', 'createdBefore', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

/** The user with an id, if they meet the filters. */
export const selectUserById = statement<typeof queries.selectUserById>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where "users"."id" = ?1 limit 1000) "scanned" where ((?2 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?2)) and (?3 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?3) and (?4 IS NULL or "scanned"."is_guest" = ?4) and "scanned"."created_at" >= ?5 and "scanned"."created_at" < ?6) limit ?7`,
  values: ['searchedId', 'role', 'disabled', 'guest', 'createdAfter', 'createdBefore', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

/** Users, the newest first. */
export const selectUsers = statement<typeof queries.selectUsers>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where ("users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1000) "scanned" where ((?4 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?4)) and (?5 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?5) and (?6 IS NULL or "scanned"."is_guest" = ?6) and "scanned"."created_at" >= ?1 and "scanned"."created_at" < ?7) limit ?8`,
  values: ['createdAfter', 'key', '_id', 'role', 'disabled', 'guest', 'createdBefore', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

/** Users by their email addresses, but for the one whose id is searched. */
export const selectUsersByEmail = statement<typeof queries.selectUsersByEmail>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where ("users"."email" >= ?1 and "users"."id" <> ?2 and "users"."email" < ?3) order by "users"."email" asc limit 1000) "scanned" where (((?4 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?4)) and (?5 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?5) and (?6 IS NULL or "scanned"."is_guest" = ?6) and "scanned"."created_at" >= ?7 and "scanned"."created_at" < ?8) and "scanned"."id" <> ?9) limit ?10`,
  values: ['key', '_id', 'below', 'role', 'disabled', 'guest', 'createdAfter', 'createdBefore', 'searchedId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

/** Users by their names, but for those and for the ones that are listed by their email addresses. */
export const selectUsersByName = statement<typeof queries.selectUsersByName>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where (("users"."name", "users"."id") > (?1 COLLATE NOCASE, ?2) and "users"."name" < ?3 COLLATE NOCASE) order by "users"."name" COLLATE NOCASE, "users"."id" asc limit CASE WHEN (SELECT count(*) FROM (select 1 from "users" where ("users"."email" >= ?4 and "users"."id" <> ?5 and "users"."id" <> ?6 and "users"."email" < ?7) limit ?8)) < ?8 THEN 1000 ELSE 0 END) "scanned" where (((?9 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?9)) and (?10 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?10) and (?11 IS NULL or "scanned"."is_guest" = ?11) and "scanned"."created_at" >= ?12 and "scanned"."created_at" < ?13) and ("scanned"."id" <> ?6 and NOT coalesce("scanned"."email" >= ?14 AND "scanned"."email" < ?7, 0))) limit ?8`,
  values: ['key', '_id', 'below', 'emailsAfter', 'emailsAfterId', 'searchedId', 'emailsBelow', 'limit', 'role', 'disabled', 'guest', 'createdAfter', 'createdBefore', 'emailsFrom'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})

/** The same among those who have roles, whichever. */
export const selectUsersWithRoles = statement<typeof queries.selectUsersWithRoles>({
  sql: `select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at", nullif(max(coalesce(((select max(coalesce("sessions"."signed_in_at", "sessions"."created_at")) from "sessions" where "sessions"."user_id" = "scanned"."id")), 0), coalesce(((select "created_at" from (select "type", "created_at", "by_support" from "events" where "events"."user_id" = "scanned"."id" order by "events"."created_at" desc limit 50) "latest" where ("latest"."type" in ('registered', 'guest_created', 'logged_in', 'password_reset') and "latest"."by_support" = 0) limit 1)), 0)), 0) as "last_signed_in_at" from (select "id", "name", "email", "email_verified", "is_guest", "avatar_url", "roles", "disabled_at", "disabled_until", "created_at" from "users" where ("users"."roles" is not null and "users"."created_at" >= ?1 and ("users"."created_at", "users"."id") < (?2, ?3)) order by "users"."created_at" desc, "users"."id" desc limit 1000) "scanned" where ((?4 IS NULL or EXISTS (SELECT 1 FROM json_each("scanned"."roles") WHERE value = ?4)) and (?5 IS NULL or ("scanned"."disabled_at" IS NOT NULL) = ?5) and (?6 IS NULL or "scanned"."is_guest" = ?6) and "scanned"."created_at" >= ?1 and "scanned"."created_at" < ?7) limit ?8`,
  values: ['createdAfter', 'key', '_id', 'role', 'disabled', 'guest', 'createdBefore', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), isGuest: flag(c[4]), avatarUrl: c[5], roles: json(c[6]), disabledAt: time(c[7]), disabledUntil: time(c[8]), createdAt: time(c[9]), lastSignedInAt: time(c[10]) }),
})
