// Compiled from src/db/queries/asked-factors.ts by npm run generate. Do not edit.
import type * as queries from '../queries/asked-factors.ts'
import { json, statement } from '../statement.ts'

/** Makes the event of a sign-in one that asks for a second factor, if its user has one. */
export const askForFactor = statement<typeof queries.askForFactor>({
  sql: `update "events" set "type" = 'second_factor_asked' where ("events"."id" = ?1 and exists (select 1 from "factors" where ("factors"."user_id" = "events"."user_id" and "factors"."confirmed_at" is not null)))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes the challenges that the caller's session has. */
export const deleteChallengesOfSession = statement<typeof queries.deleteChallengesOfSession>({
  sql: `delete from "challenges" where ("challenges"."user_id" in (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "challenges"."session_id" = ?1 and "challenges"."purpose" = 'second_factor')`,
  values: ['sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Ends the sessions of the event's user that owe a second factor, but for the `kept` newest. */
export const deleteOldestOwing = statement<typeof queries.deleteOldestOwing>({
  sql: `delete from "sessions" where (("sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and "sessions"."second_factor_due" = 1) and "sessions"."id" not in (select "id" from "sessions" where ("sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and "sessions"."second_factor_due" = 1) order by "sessions"."created_at" desc, "sessions"."id" desc limit ?2))`,
  values: ['eventId', 'kept'],
  kind: 'writes',
})

/** Stores the challenge of an event that asks for a second factor. */
export const insertChallengeOfEvent = statement<typeof queries.insertChallengeOfEvent>({
  sql: `insert into "challenges" ("id", "purpose", "user_id", "session_id", "attempts", "expires_at") select ?1 as "id", 'second_factor' as "purpose", "user_id" as "user_id", NULL as "session_id", 0 as "attempts", ?2 as "expires_at" from "events" where ("events"."id" = ?3 and "events"."type" = 'second_factor_asked') on conflict do nothing`,
  values: ['_id', 'expiresAt', 'eventId'],
  kind: 'writes',
})

/** Stores a challenge for the caller's session, whatever its level, if they have a factor. */
export const insertChallengeOfSession = statement<typeof queries.insertChallengeOfSession>({
  sql: `insert into "challenges" ("id", "purpose", "user_id", "session_id", "attempts", "expires_at") select ?1 as "id", 'second_factor' as "purpose", "users"."id" as "user_id", "sessions"."id" as "session_id", 0 as "attempts", ?2 as "expires_at" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?5) and "users"."disabled_at" is null and exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null))) on conflict do nothing`,
  values: ['_id', 'expiresAt', 'sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Makes a session one that can only step up, or end, if the user of the event that has begun it has a factor. */
export const markSecondFactorDue = statement<typeof queries.markSecondFactorDue>({
  sql: `update "sessions" set "second_factor_due" = 1 where ("sessions"."id" = ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2) and exists (select 1 from "factors" where ("factors"."user_id" = "sessions"."user_id" and "factors"."confirmed_at" is not null)))`,
  values: ['sessionId', 'eventId'],
  kind: 'writes',
})

/** Records beside an event that asks for a second factor what the call has done all the same, such as a reset. */
export const recordBesideAsked = statement<typeof queries.recordBesideAsked>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" in (select "user_id" from "events" where ("events"."id" = ?8 and "events"."type" = 'second_factor_asked')) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'askedId'],
  kind: 'records',
})

/** What may answer a challenge of the user. */
export const selectAnswersOfUser = statement<typeof queries.selectAnswersOfUser>({
  sql: `select "id", "user_id", "type", "name", "secret", ((select count(*) from "recovery_codes" where ("recovery_codes"."user_id" = "factors"."user_id" and "recovery_codes"."used_at" is null))) as "left", CASE WHEN ?1 THEN ((select json_group_array(json_object('id', "id", 'transports', json("transports"))) from "passkeys" where "passkeys"."user_id" = "factors"."user_id")) END as "passkeys" from "factors" where ("factors"."user_id" IN (?2) and "factors"."confirmed_at" is not null)`,
  values: ['withPasskeys', 'userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], userId: c[1], type: c[2], name: c[3], secret: c[4], recoveryCodesLeft: c[5], passkeys: c[6] }),
})

/** What may answer an event that asks for a second factor; no row if it does not ask. */
export const selectAnswersToEvent = statement<typeof queries.selectAnswersToEvent>({
  sql: `select "id", "user_id", "type", "name", "secret", ((select count(*) from "recovery_codes" where ("recovery_codes"."user_id" = "factors"."user_id" and "recovery_codes"."used_at" is null))) as "left", CASE WHEN ?1 THEN ((select json_group_array(json_object('id', "id", 'transports', json("transports"))) from "passkeys" where "passkeys"."user_id" = "factors"."user_id")) END as "passkeys" from "factors" where ("factors"."user_id" IN (select "user_id" from "events" where ("events"."id" = ?2 and "events"."type" = 'second_factor_asked')) and "factors"."confirmed_at" is not null)`,
  values: ['withPasskeys', 'eventId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], userId: c[1], type: c[2], name: c[3], secret: c[4], recoveryCodesLeft: c[5], passkeys: c[6] }),
})
