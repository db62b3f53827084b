// Compiled from src/db/queries/sessions.ts by npm run generate. Do not edit.
import type * as queries from '../queries/sessions.ts'
import { flag, json, statement, time } from '../statement.ts'

/** Deletes up to `limit` sessions that have ended. */
export const deleteEndedSessions = statement<typeof queries.deleteEndedSessions>({
  sql: `delete from "sessions" where "sessions"."id" in (select "id" from "sessions" where "sessions"."expires_at" <= ?1 limit ?2)`,
  values: ['now', 'limit'],
  kind: 'writes',
})

/** Ends the sessions of the event's user but for the `kept` newest. */
export const deleteOldestSessions = statement<typeof queries.deleteOldestSessions>({
  sql: `delete from "sessions" where ("sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and "sessions"."id" not in (select "id" from "sessions" where "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) order by "sessions"."created_at" desc, "sessions"."id" desc limit ?2))`,
  values: ['eventId', 'kept'],
  kind: 'writes',
})

/** Ends one session of the event's user. */
export const deleteSession = statement<typeof queries.deleteSession>({
  sql: `delete from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['sessionId', 'eventId'],
  kind: 'writes',
})

/** Ends every session of the event's user except one, or all. */
export const deleteSessionsExcept = statement<typeof queries.deleteSessionsExcept>({
  sql: `delete from "sessions" where ("sessions"."id" IS NOT ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['keptId', 'eventId'],
  kind: 'writes',
})

/**
 * Moves the end of the caller's live session forward, unless its refresh token has been rotated since; back only for a
 * session that has become too old. Finds the new end, and what its user was granted.
 */
export const extendSession = statement<typeof queries.extendSession>({
  sql: `update "sessions" set "expires_at" = min(max("sessions"."expires_at", ?1), "sessions"."created_at" + ?2) where ((("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?5) and "sessions"."user_id" in (select "id" from "users" where ("users"."id" = ?4 and "users"."disabled_at" is null))) and "sessions"."refresh_generation" = ?6) returning "expires_at", CASE WHEN "second_factor_due" = 0 THEN (select "roles" from "users" where "users"."id" = ?4) END as "roles", CASE WHEN "second_factor_due" = 0 THEN (select "app_metadata" from "users" where "users"."id" = ?4) END as "app_metadata", "second_factor_due"`,
  values: ['expiresAt', 'maxAge', 'sessionId', 'userId', 'now', 'generation'],
  kind: 'writes',
  row: (c) => ({ expiresAt: time(c[0]), roles: json(c[1]), appMetadata: json(c[2]), secondFactorDue: flag(c[3]) }),
  one: true,
})

/**
 * Starts the session of such a token, unless it has had one, or its user has not been imported, or has ever ended their
 * other sessions here: when it was issued is what the token says, and whoever has the secret can have it say anything.
 */
export const insertAdoptedSession = statement<typeof queries.insertAdoptedSession>({
  sql: `insert into "sessions" ("id", "user_id", "refresh_id", "previous_refresh_id", "refreshed_at", "refresh_generation", "created_at", "expires_at", "device_name", "country", "aal", "amr", "signed_in_at", "second_factor_due") select ?1 as "id", "id" as "user_id", ?2 as "refresh_id", ?3 as "previous_refresh_id", ?4 as "refreshed_at", 0 as "refresh_generation", ?5 as "created_at", ?6 as "expires_at", ?7 as "device_name", ?8 as "country", 1 as "aal", '[]' as "amr", NULL as "signed_in_at", exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "second_factor_due" from "users" where ("users"."id" = ?9 and ("users"."imported_at" is not null or "users"."password_hash" not like '$pbkdf2-chain-%') and not exists (select "user_id" from "events" where "events"."id" = ?10) and not exists (select "id" from "events" where ("events"."user_id" = "users"."id" and "events"."type" in ('other_sessions_ended', 'password_changed', 'password_reset')))) on conflict do nothing`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'deviceName', 'country', 'userId', 'eventId'],
  kind: 'writes',
})

/** Starts a session for the event's user: the event records a sign-in, and exists only if it succeeded. */
export const insertSession = statement<typeof queries.insertSession>({
  sql: `insert into "sessions" ("id", "user_id", "refresh_id", "previous_refresh_id", "refreshed_at", "refresh_generation", "created_at", "expires_at", "device_name", "country", "aal", "amr", "signed_in_at", "second_factor_due") select ?1 as "id", "user_id" as "user_id", ?2 as "refresh_id", ?3 as "previous_refresh_id", ?4 as "refreshed_at", 0 as "refresh_generation", ?5 as "created_at", ?6 as "expires_at", ?7 as "device_name", ?8 as "country", ?9 as "aal", ?10 as "amr", NULL as "signed_in_at", 0 as "second_factor_due" from "events" where ("events"."id" = ?11 and "events"."type" <> 'second_factor_asked') on conflict do nothing`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'deviceName', 'country', 'aal', 'amr', 'eventId'],
  kind: 'writes',
})

/** Records that the caller ends a session, this or another, if it is one of theirs. */
export const recordEndOfSession = statement<typeof queries.recordEndOfSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?8 and "sessions"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?9 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'endedId', 'userId'],
  kind: 'records',
})

/** Replaces a session of the event's user with a new one: no token of the old one is valid any more. */
export const replaceSession = statement<typeof queries.replaceSession>({
  sql: `update "sessions" set "id" = ?1, "refresh_id" = ?2, "previous_refresh_id" = ?3, "refreshed_at" = ?4, "refresh_generation" = 0, "created_at" = ?5, "expires_at" = ?6, "country" = ?7, "signed_in_at" = CASE WHEN "sessions"."aal" > 1 THEN coalesce("sessions"."signed_in_at", "sessions"."created_at") END where ("sessions"."id" = ?8 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?9))`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'country', 'replacedId', 'eventId'],
  kind: 'writes',
})

/** A user's live sessions, the most recently used first. */
export const selectSessions = statement<typeof queries.selectSessions>({
  sql: `select "id", "device_name", "country", "created_at", "refreshed_at", "aal", "amr" from "sessions" where ("sessions"."user_id" = ?1 and "sessions"."expires_at" > ?2) order by "sessions"."expires_at" desc, "sessions"."id" desc limit ?3`,
  values: ['userId', 'now', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], deviceName: c[1], country: c[2], createdAt: time(c[3]), refreshedAt: time(c[4]), aal: c[5], amr: c[6] }),
})
