// Compiled from src/db/queries/move-codes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/move-codes.ts'
import { flag, statement, time } from '../statement.ts'

/** Counts an attempt at the codes of those who are about to move to an email address. */
export const countMoveAttempt = statement<typeof queries.countMoveAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('change_email') and "codes"."user_id" in (select "id" from "users" where ("users"."disabled_at" is null and "users"."id" in (select "user_id" from "codes" where ("codes"."purpose" = 'change_email' and "codes"."address" = ?1)))))`,
  values: ['email'],
  kind: 'writes',
})

/** Counts the same guess by where the codes were sent to. */
export const countMoveGuess = statement<typeof queries.countMoveGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "last_attempt_id", "updated_at") select coalesce("codes"."attempt_key", "codes"."user_id") as "address_hash", 1 as "attempts", 0 as "blocked_until", ?1 as "last_attempt_id", ?2 as "updated_at" from "codes" inner join "users" on "users"."id" = "codes"."user_id" where ("codes"."purpose" in ('change_email') and ("users"."disabled_at" is null and "users"."id" in (select "user_id" from "codes" where ("codes"."purpose" = 'change_email' and "codes"."address" = ?3)))) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(600000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "last_attempt_id" = ?1, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 660000`,
  values: ['attemptId', 'now', 'email'],
  kind: 'writes',
})

/** Moves the event's user to the email address that their code was sent to: a guest is none any more. */
export const moveToNewAddress = statement<typeof queries.moveToNewAddress>({
  sql: `update "users" set "email" = ((select "address" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email'))), "is_guest" = 0, "guest_until" = NULL, "email_verified" = 1, "email_verified_by" = 'link', "email_verified_at" = ?1, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?2)`,
  values: ['now', 'eventId'],
  kind: 'writes',
})

/** Stores a code for the email address that such a caller wants, if it is another than theirs. */
export const putMoveCode = statement<typeof queries.putMoveCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'change_email' as "purpose", ?1 as "address", ?2 as "hash", ?3 as "link_hash", NULL as "password_hash", ?4 as "attempt_key", 0 as "attempts", ?5 as "created_at", ?6 as "expires_at", 1 as "sent", ?5 + 60000 as "replaceable_at" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?7 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?9) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and (("users"."id" = CASE ?10 ->> '$.method' WHEN 'password' THEN ?10 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?10 ->> '$.provider' and "identities"."subject" = ?10 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?10 ->> '$.email') END and CASE ?10 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?10 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?10 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10 ->> '$.attemptId'))) or "codes"."link_hash" = ?10 ->> '$.codeHash') and "codes"."expires_at" > ?9) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) or ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?7 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?11 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) and (NOT ?12 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?7 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?11 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))) and "users"."email" IS NOT ?1) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?5 OR "codes"."replaceable_at" > ?5 + 660000`,
  values: ['address', 'hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'sessionId', 'userId', 'now', 'proof', 'signedInAfter', 'factorsCount'],
  kind: 'writes',
})

/** Stores another code for that move; none where it is not pending any more. */
export const putMoveCodeAgain = statement<typeof queries.putMoveCodeAgain>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "link_hash", "password_hash", "attempt_key", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id" as "user_id", 'change_email' as "purpose", ?1 as "address", ?2 as "hash", ?3 as "link_hash", NULL as "password_hash", ?4 as "attempt_key", 0 as "attempts", ?5 as "created_at", ?6 as "expires_at", 1 as "sent", ?5 + 60000 as "replaceable_at" from "users" where (("users"."email" = ?7 and "users"."disabled_at" is null) and "users"."id" in (select "user_id" from "codes" where ("codes"."purpose" = 'change_email' and "codes"."address" = ?1 and ("codes"."expires_at" > ?8 and "codes"."link_hash" is not null)))) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "link_hash" = excluded.link_hash, "attempt_key" = coalesce(excluded.attempt_key, CASE WHEN "codes"."address" = excluded.address THEN "codes"."attempt_key" END), "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(600000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?5 OR "codes"."replaceable_at" > ?5 + 660000`,
  values: ['address', 'hash', 'linkHash', 'attemptKey', 'createdAt', 'expiresAt', 'email', 'now'],
  kind: 'writes',
})

/** Records that a user moves to the email address, if the code is right. */
export const recordMove = statement<typeof queries.recordMove>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."disabled_at" is null and "users"."id" in (select "user_id" from "codes" where ("codes"."purpose" = 'change_email' and "codes"."address" = ?8))) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and (("codes"."hash" = ?9 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?10))) or "codes"."link_hash" = ?9) and "codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'email', 'hash', 'attemptId'],
  kind: 'records',
})

/** Records that they want it, if this is the hash of their current code. */
export const recordMoveRequest = statement<typeof queries.recordMoveRequest>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and (("users"."id" = CASE ?9 ->> '$.method' WHEN 'password' THEN ?9 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?9 ->> '$.provider' and "identities"."subject" = ?9 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?9 ->> '$.email') END and CASE ?9 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?9 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?9 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?9 ->> '$.attemptId'))) or "codes"."link_hash" = ?9 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) or ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?10 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) and (NOT ?11 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?10 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1)))) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?12))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'proof', 'signedInAfter', 'factorsCount', 'hash'],
  kind: 'records',
})

/** The current code for the email address that they want. */
export const selectMoveCode = statement<typeof queries.selectMoveCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and (("users"."id" = CASE ?4 ->> '$.method' WHEN 'password' THEN ?4 ->> '$.userId' WHEN 'provider' THEN (select "user_id" from "identities" where ("identities"."provider" = ?4 ->> '$.provider' and "identities"."subject" = ?4 ->> '$.subject')) WHEN 'reset_code' THEN (select "id" from "users" where "users"."email" = ?4 ->> '$.email') END and CASE ?4 ->> '$.method' WHEN 'password' THEN "users"."password_hash" = ?4 ->> '$.passwordHash' WHEN 'provider' THEN 1 WHEN 'reset_code' THEN exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and (("codes"."hash" = ?4 ->> '$.codeHash' and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?4 ->> '$.attemptId'))) or "codes"."link_hash" = ?4 ->> '$.codeHash') and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email")) END and "users"."disabled_at" is null) or ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?5 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) and (NOT ?6 or not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) or exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?5 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1))))`,
  values: ['sessionId', 'userId', 'now', 'proof', 'signedInAfter', 'factorsCount'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** The current code for the move of the user who has an email address. */
export const selectMoveCodeOf = statement<typeof queries.selectMoveCodeOf>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at", "users"."email_verified", "users"."locale" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where ("users"."email" = ?1 and "users"."disabled_at" is null)`,
  values: ['email'],
  kind: 'reads',
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]), emailVerified: flag(c[3]), locale: c[4] }),
  one: true,
})

/** Who that would be. */
export const selectMoving = statement<typeof queries.selectMoving>({
  sql: `select "id", "is_guest", exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) as "has_factor" from "users" where (("users"."disabled_at" is null and "users"."id" in (select "user_id" from "codes" where ("codes"."purpose" = 'change_email' and "codes"."address" = ?1))) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and (("codes"."hash" = ?2 and "codes"."attempts" <= 5 and exists (select 1 from "login_attempts" where ("login_attempts"."address_hash" = coalesce("codes"."attempt_key", "codes"."user_id") and "login_attempts"."last_attempt_id" = ?3))) or "codes"."link_hash" = ?2) and "codes"."expires_at" > ?4)))`,
  values: ['email', 'hash', 'attemptId', 'now'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], isGuest: flag(c[1]), hasFactor: flag(c[2]) }),
  one: true,
})

/** Where the user is about to move who has an email address, while their code is live. */
export const selectPendingMove = statement<typeof queries.selectPendingMove>({
  sql: `select "codes"."address" from "codes" inner join "users" on "users"."id" = "codes"."user_id" where ("codes"."purpose" = 'change_email' and ("users"."email" = ?1 and "users"."disabled_at" is null) and ("codes"."expires_at" > ?2 and "codes"."link_hash" is not null))`,
  values: ['email', 'now'],
  kind: 'reads',
  row: (c) => ({ address: c[0] }),
  one: true,
})
