// Compiled from src/db/queries/identities.ts by npm run generate. Do not edit.
import type * as queries from '../queries/identities.ts'
import { statement, time } from '../statement.ts'

/**
 * Unlinks from the event's user every identity but those that they linked from within a session, since that session's
 * holder has shown that the email address is theirs: any other may have been linked by someone other than the person who
 * has now proven it.
 */
export const deleteForeignIdentities = statement<typeof queries.deleteForeignIdentities>({
  sql: `delete from "identities" where ("identities"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and not exists (select "id" from "users" where ("users"."id" = "identities"."user_id" and ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) and "identities"."linked_in_session" = 1 and "identities"."created_at" >= "users"."email_verified_at")))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Unlinks every identity from the event's user. */
export const deleteIdentities = statement<typeof queries.deleteIdentities>({
  sql: `delete from "identities" where "identities"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Unlinks a provider from the event's user. */
export const deleteIdentity = statement<typeof queries.deleteIdentity>({
  sql: `delete from "identities" where ("identities"."provider" = ?1 and "identities"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['provider', 'eventId'],
  kind: 'writes',
})

/** Links an identity to the event's user, from within their session. */
export const insertIdentity = statement<typeof queries.insertIdentity>({
  sql: `insert into "identities" ("provider", "subject", "user_id", "email", "linked_in_session", "created_at") select ?1 as "provider", ?2 as "subject", "id" as "user_id", ?3 as "email", 1 as "linked_in_session", ?4 as "created_at" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?5) on conflict do nothing`,
  values: ['provider', 'subject', 'email', 'createdAt', 'eventId'],
  kind: 'writes',
})

/**
 * Records that the caller links an identity, if they have signed in recently, it is linked to nobody, and they have
 * none of its provider; or are a guest.
 */
export const recordLink = statement<typeof queries.recordLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))))))) and not exists (select "user_id" from "identities" where ("identities"."provider" = ?10 and "identities"."subject" = ?11)) and not exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?10))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'provider', 'subject'],
  kind: 'records',
})

/**
 * Records that the caller unlinks a provider, if they have signed in recently, have its identity and another way to
 * sign in.
 */
export const recordUnlink = statement<typeof queries.recordUnlink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))) and exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?10)) and ("users"."password_hash" is not null or exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" <> ?10)) or exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'provider'],
  kind: 'records',
})

/** A user's identities, the oldest first. */
export const selectIdentities = statement<typeof queries.selectIdentities>({
  sql: `select "provider", "subject", "email", "created_at" from "identities" where "identities"."user_id" = ?1 order by "identities"."created_at" asc`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ provider: c[0], subject: c[1], email: c[2], createdAt: time(c[3]) }),
})
