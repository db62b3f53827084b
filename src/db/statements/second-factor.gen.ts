// Compiled from src/db/queries/second-factor.ts by npm run generate. Do not edit.
import type * as queries from '../queries/second-factor.ts'
import { statement, time } from '../statement.ts'

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

/** Records one more event for the user of an event. */
export const recordAlso = statement<typeof queries.recordAlso>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?8) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'receiptId'],
  kind: 'records',
})

/**
 * Records a second factor: a code of a time step after the last one that was used, or a recovery code that was not used,
 * for a challenge that is open, after no more than five answers.
 */
export const recordSecondFactor = statement<typeof queries.recordSecondFactor>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?9 and "challenges"."user_id" = ?8 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?10)) and (?10 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?10 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)))) and (?11 IS NULL or exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?12 and "login_attempts"."last_attempt_id" = ?11))) and (exists (select "id" from "factors" where ("factors"."id" = ?13 and "factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null and coalesce("factors"."last_counter", 0) < ?14)) or exists (select "mac" from "recovery_codes" where ("recovery_codes"."mac" in (SELECT value FROM json_each(?15)) and "recovery_codes"."user_id" = "users"."id" and "recovery_codes"."used_at" is null)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'challengeId', 'raisedId', 'attemptId', 'attemptKey', 'factorId', 'step', 'macs'],
  kind: 'records',
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

/** The user of an answer that is right, which was counted before: where hooks are asked about a sign-in. */
export const selectUserOfAnswer = statement<typeof queries.selectUserOfAnswer>({
  sql: `select "id" from "users" where ((("users"."id" = ?1 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?2 and "challenges"."user_id" = ?1 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?4)) and (?4 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?1 and "sessions"."expires_at" > ?3)))) and (?5 IS NULL or exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = ?6 and "login_attempts"."last_attempt_id" = ?5))) and (exists (select "id" from "factors" where ("factors"."id" = ?7 and "factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null and coalesce("factors"."last_counter", 0) < ?8)) or exists (select "mac" from "recovery_codes" where ("recovery_codes"."mac" in (SELECT value FROM json_each(?9)) and "recovery_codes"."user_id" = "users"."id" and "recovery_codes"."used_at" is null))))`,
  values: ['userId', 'challengeId', 'createdAt', 'raisedId', 'attemptId', 'attemptKey', 'factorId', 'step', 'macs'],
  kind: 'reads',
  row: (c) => ({ userId: c[0] }),
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
