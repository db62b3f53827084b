// Compiled from src/db/queries/passkeys.ts by npm run generate. Do not edit.
import type * as queries from '../queries/passkeys.ts'
import { flag, statement, time } from '../statement.ts'

/** Deletes such a caller, and everything of theirs. */
export const deleteCallerWithOnlyPasskeys = statement<typeof queries.deleteCallerWithOnlyPasskeys>({
  sql: `delete from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?1 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?4 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))) and ("users"."password_hash" is null and not exists (select "subject" from "identities" where "identities"."user_id" = "users"."id") and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))`,
  values: ['sessionId', 'userId', 'now', 'signedInAfter'],
  kind: 'writes',
})

/**
 * Removes from the event's user, who has proven that the mailbox is theirs, every passkey that may be someone else's: all
 * but those that were added after the account's holder had shown that, too. An admin's stay, as their factors do: nobody
 * becomes an operator by a mailbox alone.
 */
export const deleteForeignPasskeys = statement<typeof queries.deleteForeignPasskeys>({
  sql: `delete from "passkeys" where ("passkeys"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and not exists (select "id" from "users" where ("users"."id" = "passkeys"."user_id" and ((("users"."email_verified" = 1 and "users"."email_verified_by" is not null and "users"."email_verified_by" in ('session', 'provider')) and "passkeys"."created_at" >= "users"."email_verified_at") or EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Removes a passkey from the event's user. */
export const deletePasskey = statement<typeof queries.deletePasskey>({
  sql: `delete from "passkeys" where ("passkeys"."id" = ?1 and "passkeys"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['passkeyId', 'eventId'],
  kind: 'writes',
})

/** Ends the sessions of the event's user that a passkey has begun or raised. */
export const deletePasskeySessions = statement<typeof queries.deletePasskeySessions>({
  sql: `delete from "sessions" where ("sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and EXISTS (SELECT 1 FROM json_each("sessions"."amr") WHERE value ->> '$.method' = 'passkey'))`,
  values: ['eventId'],
  kind: 'writes',
})

/** Makes the event's guest a user: they have a way in. */
export const endBeingGuest = statement<typeof queries.endBeingGuest>({
  sql: `update "users" set "is_guest" = 0, "guest_until" = NULL, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?2)`,
  values: ['now', 'eventId'],
  kind: 'writes',
})

/** Adds a passkey to the event's user. */
export const insertPasskey = statement<typeof queries.insertPasskey>({
  sql: `insert into "passkeys" ("id", "user_id", "name", "public_key", "counter", "transports", "is_backup_eligible", "is_backed_up", "aaguid", "created_at", "last_used_at") select ?1 as "id", "id" as "user_id", ?2 as "name", ?3 as "public_key", ?4 as "counter", ?5 as "transports", ?6 as "is_backup_eligible", ?7 as "is_backed_up", ?8 as "aaguid", ?9 as "created_at", NULL as "last_used_at" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?10) on conflict do nothing`,
  values: ['_id', 'name', 'publicKey', 'counter', 'transports', 'isBackupEligible', 'isBackedUp', 'aaguid', 'createdAt', 'eventId'],
  kind: 'writes',
})

/**
 * Records that the caller adds a passkey, if it answers a challenge of their session, they have signed in recently or are a
 * guest, who cannot, nobody has it, and they have not too many.
 */
export const recordPasskeyAdded = statement<typeof queries.recordPasskeyAdded>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id"))))))) and exists (select "id" from "challenges" where ("challenges"."id" = ?10 and "challenges"."purpose" = 'add_passkey' and "challenges"."user_id" = ?8 and "challenges"."session_id" = ?4 and "challenges"."expires_at" > ?3)) and not exists (select "id" from "passkeys" where "passkeys"."id" = ?11) and (select count(*) from "passkeys" where "passkeys"."user_id" = "users"."id") < 20) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'challengeId', 'passkeyId'],
  kind: 'records',
})

/** Records that the caller removes a passkey, if they have signed in recently, have it and another way to sign in. */
export const recordPasskeyRemoved = statement<typeof queries.recordPasskeyRemoved>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?9 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and "passkeys"."id" = ?10)) and ("users"."password_hash" is not null or exists (select "subject" from "identities" where "identities"."user_id" = "users"."id") or exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and "passkeys"."id" <> ?10)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'signedInAfter', 'passkeyId'],
  kind: 'records',
})

/** Renames a passkey of the caller. */
export const renamePasskey = statement<typeof queries.renamePasskey>({
  sql: `update "passkeys" set "name" = ?1 where ("passkeys"."id" = ?2 and "passkeys"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?5) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null)))`,
  values: ['name', 'passkeyId', 'sessionId', 'userId', 'now'],
  kind: 'writes',
})

/** Who has a passkey. */
export const selectOwnerOfPasskey = statement<typeof queries.selectOwnerOfPasskey>({
  sql: `select "user_id" from "passkeys" where "passkeys"."id" = ?1`,
  values: ['passkeyId'],
  kind: 'reads',
  row: (c) => ({ userId: c[0] }),
  one: true,
})

/** One of a user's passkeys. */
export const selectPasskey = statement<typeof queries.selectPasskey>({
  sql: `select "id", "name", "transports", "is_backup_eligible", "is_backed_up", "aaguid", "created_at", "last_used_at" from "passkeys" where ("passkeys"."id" = ?1 and "passkeys"."user_id" = ?2)`,
  values: ['passkeyId', 'userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], transports: c[2], isBackupEligible: flag(c[3]), isBackedUp: flag(c[4]), aaguid: c[5], createdAt: time(c[6]), lastUsedAt: time(c[7]) }),
  one: true,
})

/** A user's passkeys, the oldest first. */
export const selectPasskeys = statement<typeof queries.selectPasskeys>({
  sql: `select "id", "name", "transports", "is_backup_eligible", "is_backed_up", "aaguid", "created_at", "last_used_at" from "passkeys" where "passkeys"."user_id" = ?1 order by "passkeys"."created_at" asc`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], name: c[1], transports: c[2], isBackupEligible: flag(c[3]), isBackedUp: flag(c[4]), aaguid: c[5], createdAt: time(c[6]), lastUsedAt: time(c[7]) }),
})

/** A row, if the user can only sign in with passkeys. */
export const selectUserWithOnlyPasskeys = statement<typeof queries.selectUserWithOnlyPasskeys>({
  sql: `select "id" from "users" where ("users"."id" = ?1 and ("users"."password_hash" is null and not exists (select "subject" from "identities" where "identities"."user_id" = "users"."id") and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))`,
  values: ['userId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})
