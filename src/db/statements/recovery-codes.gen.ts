// Compiled from src/db/queries/recovery-codes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/recovery-codes.ts'
import { statement, time } from '../statement.ts'

/** Deletes the recovery codes of the event's user, if whoever holds the account has not shown that. */
export const deleteForeignRecoveryCodes = statement<typeof queries.deleteForeignRecoveryCodes>({
  sql: `delete from "recovery_codes" where "recovery_codes"."user_id" in (select "id" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?1) and not ("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) and not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes the recovery codes of the event's user. */
export const deleteRecoveryCodes = statement<typeof queries.deleteRecoveryCodes>({
  sql: `delete from "recovery_codes" where "recovery_codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes those that were used. */
export const deleteUsedRecoveryCodes = statement<typeof queries.deleteUsedRecoveryCodes>({
  sql: `delete from "recovery_codes" where ("recovery_codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and "recovery_codes"."used_at" is not null)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes the recovery codes of the event's user, if they have no factor any more. */
export const deleteUselessRecoveryCodes = statement<typeof queries.deleteUselessRecoveryCodes>({
  sql: `delete from "recovery_codes" where "recovery_codes"."user_id" in (select "id" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?1) and not exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null))))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Adds recovery codes of the event's user, of which `macs` is the JSON list, unless they have others. */
export const insertRecoveryCodes = statement<typeof queries.insertRecoveryCodes>({
  sql: `insert into "recovery_codes" ("mac", "user_id", "created_at", "used_at") select given.value as "mac", "users"."id" as "user_id", ?1 as "created_at", NULL as "used_at" from "users" inner join json_each(?2) AS given on 1 where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?3) and not exists (select "mac" from "recovery_codes" where "recovery_codes"."user_id" = "users"."id")) on conflict do nothing`,
  values: ['now', 'macs', 'eventId'],
  kind: 'writes',
})

/** Records that the caller gets new recovery codes, if they have a factor and have shown a second one recently. */
export const recordRecoveryCodesMade = statement<typeof queries.recordRecoveryCodesMade>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter'],
  kind: 'records',
})

/** Records that the caller's recovery codes are removed, if they have some and have shown a second factor recently. */
export const recordRecoveryCodesRemoved = statement<typeof queries.recordRecoveryCodesRemoved>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "mac" from "recovery_codes" where "recovery_codes"."user_id" = "users"."id") and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))) and "sessions"."aal" > 1))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter'],
  kind: 'records',
})

/** A row, if there is a recovery code with this MAC. */
export const selectRecoveryCode = statement<typeof queries.selectRecoveryCode>({
  sql: `select "created_at" from "recovery_codes" where "recovery_codes"."mac" = ?1`,
  values: ['mac'],
  kind: 'reads',
  row: (c) => ({ createdAt: time(c[0]) }),
  one: true,
})

/** A user's recovery codes, without the codes themselves. */
export const selectRecoveryCodes = statement<typeof queries.selectRecoveryCodes>({
  sql: `select "created_at", "used_at" from "recovery_codes" where "recovery_codes"."user_id" = ?1`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ createdAt: time(c[0]), usedAt: time(c[1]) }),
})
