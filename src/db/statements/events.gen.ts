// Compiled from src/db/queries/events.ts by npm run generate. Do not edit.
import type * as queries from '../queries/events.ts'
import { flag, statement, time } from '../statement.ts'

/** Deletes up to `limit` events from before a time. */
export const deleteOldEvents = statement<typeof queries.deleteOldEvents>({
  sql: `delete from "events" where "events"."id" in (select "id" from "events" where "events"."created_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Records an event for the caller. */
export const recordEventForCaller = statement<typeof queries.recordEventForCaller>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId'],
  kind: 'records',
})

/** Records an event for the caller's session, at any level and even if the user is disabled. */
export const recordEventForCallersSession = statement<typeof queries.recordEventForCallersSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId'],
  kind: 'records',
})

/** Records an event for the user of the session that it names, whether that has ended or not. */
export const recordEventForSession = statement<typeof queries.recordEventForSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" = (select "user_id" from "sessions" where "sessions"."id" = ?4) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method'],
  kind: 'records',
})

/** Records an event for a user, disabled or not. */
export const recordEventForUser = statement<typeof queries.recordEventForUser>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" = ?8 on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId'],
  kind: 'records',
})

/** Records an event for the user of a proof, if it still holds. */
export const recordProvenEvent = statement<typeof queries.recordProvenEvent>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ("users"."id" = CASE ?8 ->> '$.method' WHEN 'password' THEN ?8 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?8 ->> '$.provider' and "identities"."subject" = ?8 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?8 ->> '$.email') END and CASE ?8 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?8 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?8 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?8 ->> '$.attemptId'))) or "codes"."link_hash" = ?8 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'proof'],
  kind: 'records',
})

/** A user's events, newest first. */
export const selectEvents = statement<typeof queries.selectEvents>({
  sql: `select "id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support" from "events" where "events"."user_id" = ?1 order by "events"."created_at" desc, "events"."id" desc limit ?2`,
  values: ['userId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], type: c[1], createdAt: time(c[2]), sessionId: c[3], ip: c[4], deviceName: c[5], otherId: c[6], method: c[7], bySupport: flag(c[8]) }),
})

/** A user's events after one of them, newest first. */
export const selectEventsAfter = statement<typeof queries.selectEventsAfter>({
  sql: `select "id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support" from "events" where ("events"."user_id" = ?1 and ("events"."created_at" < ?2 or ("events"."created_at" = ?2 and "events"."id" < ?3))) order by "events"."created_at" desc, "events"."id" desc limit ?4`,
  values: ['userId', 'createdAt', '_id', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], type: c[1], createdAt: time(c[2]), sessionId: c[3], ip: c[4], deviceName: c[5], otherId: c[6], method: c[7], bySupport: flag(c[8]) }),
})

/** A row, if the event was recorded. */
export const selectUserOfEvent = statement<typeof queries.selectUserOfEvent>({
  sql: `select "user_id" from "events" where "events"."id" = ?1`,
  values: ['eventId'],
  kind: 'reads',
  row: (c) => ({ userId: c[0] }),
  one: true,
})
