// Compiled from src/db/queries/second-factor.ts by npm run generate. Do not edit.
import type * as queries from '../queries/second-factor.ts'
import { statement, time } from '../statement.ts'

/** Makes the event of a sign-in one that asks for a second factor, if its user has one. */
export const askForFactor = statement<typeof queries.askForFactor>({
  sql: `update "events" set "type" = 'second_factor_asked' where ("events"."id" = ?1 and exists (select 1 from "factors" where ("factors"."user_id" = "events"."user_id" and "factors"."confirmed_at" is not null)))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Counts an answer to the challenge. */
export const countAnswer = statement<typeof queries.countAnswer>({
  sql: `update "challenges" set "attempts" = "challenges"."attempts" + 1 where (("challenges"."id" = ?1 and "challenges"."user_id" = ?2 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and (?4 IS NULL or exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?5 and "login_attempts"."last_attempt_id" = ?4))))`,
  values: ['challengeId', 'userId', 'now', 'attemptId', 'attemptKey'],
  kind: 'writes',
})

/** Counts a code that is given, before it is compared, unless codes of the user, or the session, have to wait. */
export const countFactorGuess = statement<typeof queries.countFactorGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select ?1 as "address_hash", 1 as "attempts", 0 as "blocked_until", ?2 as "last_attempt_id", ?3 as "updated_at" from (SELECT 1) where exists (select 1 from "challenges" where ("challenges"."id" = ?4 and "challenges"."user_id" = ?5 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3)) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 4 THEN 0 ELSE ?3 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 4)) END, "last_attempt_id" = ?2, "updated_at" = ?3 where "login_attempts"."blocked_until" <= ?3 OR "login_attempts"."blocked_until" > ?3 + 660000`,
  values: ['attemptKey', 'attemptId', 'now', 'challengeId', 'userId'],
  kind: 'writes',
})

/** Deletes the challenge that the event's user has answered. */
export const deleteChallenge = statement<typeof queries.deleteChallenge>({
  sql: `delete from "challenges" where ("challenges"."id" = ?1 and "challenges"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['challengeId', 'eventId'],
  kind: 'writes',
})

/** Deletes the challenges that the caller's session has. */
export const deleteChallengesOfSession = statement<typeof queries.deleteChallengesOfSession>({
  sql: `delete from "challenges" where ("challenges"."user_id" in (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "challenges"."session_id" = ?1 and "challenges"."purpose" = 'second_factor')`,
  values: ['sessionId', 'userId', 'now'],
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

/**
 * Replaces a session of the event's user by one of level 2: somebody may have copied the tokens of the former one, and must not rise
 * with it (OWASP ASVS 7.2.4).
 */
export const raiseSession = statement<typeof queries.raiseSession>({
  sql: `update "sessions" set "id" = ?1, "refresh_id" = ?2, "previous_refresh_id" = NULL, "refreshed_at" = ?3, "refresh_generation" = 0, "expires_at" = min(?4, "sessions"."created_at" + ?5), "aal" = 2, "amr" = json_insert("sessions"."amr", '$[#]', json_object('method', ?6, 'at', ?7)), "signed_in_at" = ?3, "second_factor_due" = 0 where ("sessions"."id" = ?8 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?9))`,
  values: ['sessionId', 'refreshId', 'now', 'expiresAt', 'maxAge', 'method', 'at', 'replacedId', 'eventId'],
  kind: 'writes',
})

/** Records one more event for the user of an event. */
export const recordAlso = statement<typeof queries.recordAlso>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?7) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'receiptId'],
  kind: 'records',
})

/** Records beside an event that asks for a second factor what the call has done all the same, such as a reset. */
export const recordBesideAsked = statement<typeof queries.recordBesideAsked>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id" from "users" where "users"."id" in (select "user_id" from "events" where ("events"."id" = ?7 and "events"."type" = 'second_factor_asked')) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'askedId'],
  kind: 'records',
})

/**
 * Records a second factor: a code of a time step after the last one that was used, or a recovery code that was not used, for a
 * challenge that is open, after no more than five answers.
 */
export const recordSecondFactor = statement<typeof queries.recordSecondFactor>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id" from "users" where ((("users"."id" = ?7 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?8 and "challenges"."user_id" = ?7 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?9)) and (?9 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?9 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)))) and (?10 IS NULL or exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?11 and "login_attempts"."last_attempt_id" = ?10))) and (exists (select "id" from "factors" where ("factors"."id" = ?12 and "factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null and coalesce("factors"."last_counter", 0) < ?13)) or exists (select "mac" from "recovery_codes" where ("recovery_codes"."mac" in (SELECT value FROM json_each(?14)) and "recovery_codes"."user_id" = "users"."id" and "recovery_codes"."used_at" is null)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'challengeId', 'raisedId', 'attemptId', 'attemptKey', 'factorId', 'step', 'macs'],
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

/** Until when codes have to wait, if this one was not counted because of that. */
export const selectFactorBlock = statement<typeof queries.selectFactorBlock>({
  sql: `select "blocked_until" from "login_attempts" where ("login_attempts"."address_hash" = ?1 and "login_attempts"."last_attempt_id" IS NOT ?2)`,
  values: ['attemptKey', 'attemptId'],
  kind: 'reads',
  row: (c) => ({ blockedUntil: time(c[0]) }),
  one: true,
})

/** A challenge that is still open, and its user; no row if it was answered, has expired, or had too many answers. */
export const selectOpenChallenge = statement<typeof queries.selectOpenChallenge>({
  sql: `select "users"."disabled_at" from "challenges" inner join "users" on "users"."id" = "challenges"."user_id" where ("challenges"."id" = ?1 and "challenges"."user_id" = ?2 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3)`,
  values: ['challengeId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ disabledAt: time(c[0]) }),
  one: true,
})

/** What the tokens of a session are made from. */
export const selectRaisedSession = statement<typeof queries.selectRaisedSession>({
  sql: `select "id", "refresh_id", "refresh_generation", "expires_at" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['sessionId', 'eventId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], refreshId: c[1], refreshGeneration: c[2], expiresAt: time(c[3]) }),
  one: true,
})

/** Uses up the time step of a factor of the event's user. */
export const useFactor = statement<typeof queries.useFactor>({
  sql: `update "factors" set "last_counter" = ?1, "last_used_at" = ?2 where ("factors"."id" = ?3 and "factors"."user_id" in (select "user_id" from "events" where "events"."id" = ?4))`,
  values: ['step', 'now', 'factorId', 'eventId'],
  kind: 'writes',
})

/** Uses up a recovery code of the event's user. */
export const useRecoveryCode = statement<typeof queries.useRecoveryCode>({
  sql: `update "recovery_codes" set "used_at" = ?1 where ("recovery_codes"."mac" in (SELECT value FROM json_each(?2)) and "recovery_codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?3))`,
  values: ['now', 'macs', 'eventId'],
  kind: 'writes',
})
