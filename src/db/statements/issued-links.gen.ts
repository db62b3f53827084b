// Compiled from src/db/queries/issued-links.ts by npm run generate. Do not edit.
import type * as queries from '../queries/issued-links.ts'
import { flag, statement, time } from '../statement.ts'

/** Records that it is issued, if this is the hash of the current code. */
export const insertAuditOfChangeLink = statement<typeof queries.insertAuditOfChangeLink>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "id" as "target_id", NULL as "before", NULL as "after", ?6 as "ip", ?7 as "country" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and (("users"."id" = ?8 and "users"."email" = ?13 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?14)))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'email', 'hash'],
  kind: 'writes',
})

/** Records that it is issued, if this is the hash of the user's current code: it leaves no event, as a request of the user. */
export const insertAuditOfConfirmationLink = statement<typeof queries.insertAuditOfConfirmationLink>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "id" as "target_id", NULL as "before", NULL as "after", ?6 as "ip", ?7 as "country" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and ((("users"."id" = ?8 and "users"."email" = ?13 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and "users"."email" is not null and "users"."email_verified" = 0) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and "codes"."hash" = ?14)))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'email', 'hash'],
  kind: 'writes',
})

/** Records that it is issued, if this is the hash of the current code. */
export const insertAuditOfLoginLink = statement<typeof queries.insertAuditOfLoginLink>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "id" as "target_id", NULL as "before", NULL as "after", ?6 as "ip", ?7 as "country" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and (("users"."id" = ?8 and "users"."email" = ?13 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and exists (select "hash" from "login_codes" where ("login_codes"."address" = ?13 and "login_codes"."hash" = ?14)))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'email', 'hash'],
  kind: 'writes',
})

/** Stores its code, if the operator may act. */
export const putCodeOfChangeLink = statement<typeof queries.putCodeOfChangeLink>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'change_email' as "purpose", ?1 as "address", ?2 as "hash", ?3 as "link_hash", NULL as "password_hash", ?4 as "attempt_key", 0 as "attempts", ?5 as "created_at", ?6 as "expires_at", 1 as "sent", ?5 + 60000 as "replaceable_at" from "users" where (("users"."id" = ?7 and "users"."email" = ?8 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?5) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?5 OR "codes"."replaceable_at" > ?5 + 660000`,
  values: ['address', 'hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'userId', 'email', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Stores its code, if the operator may act. */
export const putCodeOfConfirmationLink = statement<typeof queries.putCodeOfConfirmationLink>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where ((("users"."id" = ?6 and "users"."email" = ?7 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and "users"."email" is not null and "users"."email_verified" = 0) and (?8 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?9 and "sessions"."user_id" = ?10 and "sessions"."expires_at" > ?4) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?11 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'userId', 'email', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Stores its code, if the operator may act. */
export const putCodeOfLoginLink = statement<typeof queries.putCodeOfLoginLink>({
  sql: `insert into "login_codes" ("address", "hash", "link_hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at", "user_metadata") select ?1 as "address", ?2 as "hash", ?3 as "link_hash", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at", NULL as "user_metadata" from "users" where (("users"."id" = ?6 and "users"."email" = ?1 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and (?7 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?8 and "sessions"."user_id" = ?9 and "sessions"."expires_at" > ?4) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?10 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict ("login_codes"."address") do update set "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "login_codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "login_codes"."sent" + 1 - 5))), "user_metadata" = NULL where "login_codes"."replaceable_at" <= ?4 OR "login_codes"."replaceable_at" > ?4 + 660000`,
  values: ['email', 'hash', 'linkHash', 'createdAt', 'expiresAt', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Stores its code, if the operator may act. */
export const putCodeOfResetLink = statement<typeof queries.putCodeOfResetLink>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'reset_password' as "purpose", "email" as "address", ?1 as "hash", ?2 as "link_hash", NULL as "password_hash", ?3 as "attempt_key", 0 as "attempts", ?4 as "created_at", ?5 as "expires_at", 1 as "sent", ?4 + 60000 as "replaceable_at" from "users" where (("users"."id" = ?6 and "users"."email" = ?7 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and (?8 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?9 and "sessions"."user_id" = ?10 and "sessions"."expires_at" > ?4) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?11 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?4 OR "codes"."replaceable_at" > ?4 + 660000`,
  values: ['hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'userId', 'email', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Records the request, if this is the hash of the user's current code. */
export const recordResetLink = statement<typeof queries.recordResetLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and (("users"."id" = ?13 and "users"."email" = ?14 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and "codes"."hash" = ?15)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter', 'userId', 'email', 'hash'],
  kind: 'records',
})

/** The current code of the user. */
export const selectCodeOfChangeLink = statement<typeof queries.selectCodeOfChangeLink>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where ("users"."id" = ?1 and "users"."email" = ?2 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))`,
  values: ['userId', 'email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** The current code of the user. */
export const selectCodeOfConfirmationLink = statement<typeof queries.selectCodeOfConfirmationLink>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email') where (("users"."id" = ?1 and "users"."email" = ?2 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')) and "users"."email" is not null and "users"."email_verified" = 0)`,
  values: ['userId', 'email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** The current code of the user. */
export const selectCodeOfLoginLink = statement<typeof queries.selectCodeOfLoginLink>({
  sql: `select "login_codes"."hash", "login_codes"."address", "login_codes"."replaceable_at" from "login_codes" inner join "users" on "users"."email" = "login_codes"."address" where ("users"."id" = ?1 and "users"."email" = ?2 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))`,
  values: ['userId', 'email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]) }),
  one: true,
})

/** The current code of the user. */
export const selectCodeOfResetLink = statement<typeof queries.selectCodeOfResetLink>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password') where ("users"."id" = ?1 and "users"."email" = ?2 and "users"."disabled_at" is null and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))`,
  values: ['userId', 'email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** For whom a link may be issued or not. */
export const selectLinkOwner = statement<typeof queries.selectLinkOwner>({
  sql: `select "email", "email_verified", "disabled_at", EXISTS (SELECT 1 FROM json_each("roles") WHERE value = 'admin') as "is_admin" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ email: c[0], emailVerified: flag(c[1]), disabledAt: time(c[2]), isAdmin: flag(c[3]) }),
  one: true,
})
