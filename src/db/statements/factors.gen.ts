// Compiled from src/db/queries/factors.ts by npm run generate. Do not edit.
import type * as queries from '../queries/factors.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Makes nothing due in up to `limit` sessions in which a second factor is: FACTORS was turned off since. */
export const clearAllDue = statement<typeof queries.clearAllDue>({
  sql: `update "sessions" set "second_factor_due" = 0 where "sessions"."id" in (select "id" from "sessions" where "sessions"."second_factor_due" = 1 limit ?1)`,
  values: ['limit'],
  kind: 'writes',
})

/** Nothing is due in the sessions of the event's user, if they have no factor any more. */
export const clearDue = statement<typeof queries.clearDue>({
  sql: `update "sessions" set "second_factor_due" = 0 where "sessions"."user_id" in (select "id" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?1) and not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null))))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Confirms a factor of the event's user with the code of a time step, which is used with that. */
export const confirmFactor = statement<typeof queries.confirmFactor>({
  sql: `update "factors" set "last_counter" = ?1, "confirmed_at" = ?2, "last_used_at" = ?2 where ("factors"."id" = ?3 and "factors"."user_id" in (select "user_id" from "events" where "events"."id" = ?4))`,
  values: ['step', 'now', 'factorId', 'eventId'],
  kind: 'writes',
})

/** Deletes what the caller has begun to add before and not confirmed. */
export const deleteBegunFactors = statement<typeof queries.deleteBegunFactors>({
  sql: `delete from "factors" where ("factors"."user_id" in (select "id" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?4 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) and "factors"."confirmed_at" is null)`,
  values: ['sessionId', 'userId', 'now', 'signedInAfter'],
  kind: 'writes',
})

/** Deletes a factor of the event's user. */
export const deleteFactor = statement<typeof queries.deleteFactor>({
  sql: `delete from "factors" where ("factors"."id" = ?1 and "factors"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['factorId', 'eventId'],
  kind: 'writes',
})

/** Deletes the factors of the event's user, if they may be somebody else's. */
export const deleteForeignFactors = statement<typeof queries.deleteForeignFactors>({
  sql: `delete from "factors" where "factors"."user_id" in (select "id" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?1) and not ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes up to `limit` factors that were begun before a time and never confirmed. */
export const deleteOldBegunFactors = statement<typeof queries.deleteOldBegunFactors>({
  sql: `delete from "factors" where "factors"."id" in (select "id" from "factors" where ("factors"."confirmed_at" is null and "factors"."created_at" < ?1) limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Adds a factor of the caller, if they have signed in recently. It is demanded only once it is confirmed. */
export const insertFactor = statement<typeof queries.insertFactor>({
  sql: `insert into "factors" ("id", "user_id", "type", "name", "secret", "key_id", "last_counter", "created_at", "confirmed_at", "last_used_at") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "name", ?4 as "secret", ?5 as "key_id", NULL as "last_counter", ?6 as "created_at", NULL as "confirmed_at", NULL as "last_used_at" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?7 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?9) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?7 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?10 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))))))) and ((select count(*) from "factors" where "factors"."user_id" = "users"."id")) < 5) on conflict do nothing`,
  values: ['_id', 'type', 'name', 'secret', 'keyId', 'createdAt', 'sessionId', 'userId', 'now', 'signedInAfter'],
  kind: 'writes',
})

/** Records that the caller confirms a factor, if they have signed in recently and it is not confirmed yet. */
export const recordFactorAdded = statement<typeof queries.recordFactorAdded>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))))))) and exists (select 1 from "factors" where ("factors"."id" = ?10 and "factors"."user_id" = "users"."id" and "factors"."confirmed_at" is null))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'factorId'],
  kind: 'records',
})

/**
 * Records that the caller removes a factor: one that is confirmed only if they have shown a second factor recently.
 */
export const recordFactorRemoved = statement<typeof queries.recordFactorRemoved>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select 1 from "factors" where ("factors"."id" = ?9 and "factors"."user_id" = "users"."id" and ("factors"."confirmed_at" is null or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?10 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'factorId', 'signedInAfter'],
  kind: 'records',
})

/**
 * What is known of a caller whose session may be below the level of their account; in the rows of `selectCaller`. One that has
 * owed the second factor since its sign-in is anybody's who has the first one.
 */
export const selectCallerAtAnyLevel = statement<typeof queries.selectCallerAtAnyLevel>({
  sql: `select CASE WHEN "users"."disabled_at" IS NOT NULL THEN 'account_disabled' END as "refusal", "sessions"."refresh_generation", "users"."id", CASE WHEN "sessions"."second_factor_due" = 0 THEN "users"."roles" END as "roles", "sessions"."second_factor_due", "sessions"."second_factor_due" AND exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" <= "sessions"."created_at")) as "began_owing" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { _id: c[2], roles: json(c[3]), secondFactorDue: flag(c[4]), beganOwing: flag(c[5]) } }),
  one: true,
})

/** One of a user's factors, with its sealed secret. */
export const selectFactor = statement<typeof queries.selectFactor>({
  sql: `select "secret", "confirmed_at" from "factors" where ("factors"."id" = ?1 and "factors"."user_id" = ?2)`,
  values: ['factorId', 'userId'],
  kind: 'reads',
  row: (c) => ({ secret: c[0], confirmedAt: time(c[1]) }),
  one: true,
})

/** A user's factors, the oldest first: nothing that is secret. */
export const selectFactors = statement<typeof queries.selectFactors>({
  sql: `select "id", "type", "name", "created_at", "confirmed_at", "last_used_at" from "factors" where "factors"."user_id" = ?1 order by "factors"."created_at" asc`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], type: c[1], name: c[2], createdAt: time(c[3]), confirmedAt: time(c[4]), lastUsedAt: time(c[5]) }),
})
