// Compiled from src/db/queries by npm run statements. Do not edit.
import type * as codes from './queries/codes.ts'
import type * as email from './queries/email.ts'
import type * as events from './queries/events.ts'
import type * as identities from './queries/identities.ts'
import type * as loginAttempts from './queries/login-attempts.ts'
import type * as password from './queries/password.ts'
import type * as profile from './queries/profile.ts'
import type * as providerLogin from './queries/provider-login.ts'
import type * as refresh from './queries/refresh.ts'
import type * as sessions from './queries/sessions.ts'
import type * as signIn from './queries/sign-in.ts'
import type * as who from './queries/who.ts'
import { flag, statement, time } from './statement.ts'

/** Deletes the codes of the event's user that were sent to their email address. */
export const deleteAddressCodes = statement<typeof codes.deleteAddressCodes>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email', 'reset_password') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
})

/** Deletes the codes of the event's user for their email address and for a new one. */
export const deleteEmailCodes = statement<typeof codes.deleteEmailCodes>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email', 'change_email') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
})

/** Deletes up to `limit` codes that expired before a time. */
export const deleteOldCodes = statement<typeof codes.deleteOldCodes>({
  sql: `delete from "codes" where ("codes"."user_id", "codes"."purpose") IN (select "user_id", "purpose" from "codes" where "codes"."expires_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
})

/** Deletes the code of the event's user that verifies their email address. */
export const deleteVerificationCode = statement<typeof codes.deleteVerificationCode>({
  sql: `delete from "codes" where ("codes"."purpose" in ('verify_email') and "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1))`,
  values: ['eventId'],
})

/** Invalidates the codes of the event's user. They were not redeemed, so the wait until the next one is kept. */
export const invalidateCodes = statement<typeof codes.invalidateCodes>({
  sql: `update "codes" set "attempts" = 6 where "codes"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
})

/** A user's codes, without the codes themselves. */
export const selectCodes = statement<typeof codes.selectCodes>({
  sql: `select "purpose", "address", "created_at", "expires_at" from "codes" where "codes"."user_id" = ?1`,
  values: ['userId'],
  row: (c) => ({ purpose: c[0], address: c[1], createdAt: time(c[2]), expiresAt: time(c[3]) }),
})

/** Counts an attempt at both of the caller's codes. */
export const countCallersEmailAttempt = statement<typeof email.countCallersEmailAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('verify_email', 'change_email') and "codes"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null)))`,
  values: ['sessionId', 'userId', 'now'],
})

/** Counts an attempt at both codes of a link's user. */
export const countEmailAttemptByLink = statement<typeof email.countEmailAttemptByLink>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('verify_email', 'change_email') and "codes"."user_id" in (select "id" from "users" where ("users"."id" = ?1 and "users"."disabled_at" is null)))`,
  values: ['userId'],
})

/** Marks the email address of the event's user verified. */
export const markEmailVerified = statement<typeof email.markEmailVerified>({
  sql: `update "users" set "email_verified" = 1, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?2)`,
  values: ['now', 'eventId'],
})

/** Moves the event's user to the email address that their code was sent to. */
export const moveToPendingAddress = statement<typeof email.moveToPendingAddress>({
  sql: `update "users" set "email" = ((select "address" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email'))), "email_verified" = 1, "updated_at" = ?1 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?2)`,
  values: ['now', 'eventId'],
})

/** Stores a code for the email address that the caller wants. */
export const putChangeCode = statement<typeof email.putChangeCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id", 'change_email' as "purpose", ?1 as "address", ?2 as "hash", 0 as "attempts", ?3 as "created_at", ?4 as "expires_at", 1 as "sent", ?3 + 60000 as "replaceable_at" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?5 and "sessions"."user_id" = ?6 and "sessions"."expires_at" > ?7)) and "users"."disabled_at" is null) and "users"."password_hash" = ?8) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(900000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?3 OR "codes"."replaceable_at" > ?3 + 960000`,
  values: ['address', 'hash', 'createdAt', 'expiresAt', 'sessionId', 'userId', 'now', 'passwordHash'],
})

/** Stores the code of a user who has just registered. */
export const putRegistrationCode = statement<typeof email.putRegistrationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", 0 as "attempts", ?2 as "created_at", ?3 as "expires_at", 1 as "sent", ?2 + 60000 as "replaceable_at" from "users" where ("users"."id" = ?4 and "users"."password_hash" = ?5 and "users"."disabled_at" is null) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(900000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?2 OR "codes"."replaceable_at" > ?2 + 960000`,
  values: ['hash', 'createdAt', 'expiresAt', 'userId', 'passwordHash'],
})

/** Stores a code for the caller's email address, if it is not verified. */
export const putVerificationCode = statement<typeof email.putVerificationCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id", 'verify_email' as "purpose", "email" as "address", ?1 as "hash", 0 as "attempts", ?2 as "created_at", ?3 as "expires_at", 1 as "sent", ?2 + 60000 as "replaceable_at" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?5 and "sessions"."expires_at" > ?6)) and "users"."disabled_at" is null) and "users"."email_verified" = 0) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(900000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?2 OR "codes"."replaceable_at" > ?2 + 960000`,
  values: ['hash', 'createdAt', 'expiresAt', 'sessionId', 'userId', 'now'],
})

/** Records that the caller moves to another email address, if the code is right. */
export const recordCallersChange = statement<typeof email.recordCallersChange>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?8 and "codes"."attempts" <= 5 and "codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'hash'],
})

/** Records that the caller has verified their email address, if the code is right. */
export const recordCallersVerification = statement<typeof email.recordCallersVerification>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and "codes"."hash" = ?8 and "codes"."attempts" <= 5 and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'hash'],
})

/** Records that a link's user moves to another email address, if the code is right. */
export const recordChangeByLink = statement<typeof email.recordChangeByLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = ?7 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?8 and "codes"."attempts" <= 5 and "codes"."expires_at" > ?3))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'hash'],
})

/** Records that the caller wants another email address, if this is the hash of their current code. */
export const recordChangeRequest = statement<typeof email.recordChangeRequest>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where ((("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and "users"."password_hash" = ?8) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email' and "codes"."hash" = ?9))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'passwordHash', 'hash'],
})

/** Records that a link's user has verified their email address, if the code is right. */
export const recordVerificationByLink = statement<typeof email.recordVerificationByLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = ?7 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email' and "codes"."hash" = ?8 and "codes"."attempts" <= 5 and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'hash'],
})

/** Whether the caller's email address is verified. */
export const selectCallersVerification = statement<typeof email.selectCallersVerification>({
  sql: `select "disabled_at", "email_verified" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ disabledAt: time(c[0]), row: { emailVerified: flag(c[1]) } }),
})

/** The current code for the email address that the caller wants. */
export const selectChangeCode = statement<typeof email.selectChangeCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'change_email') where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and "users"."password_hash" = ?4)`,
  values: ['sessionId', 'userId', 'now', 'passwordHash'],
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]) }),
})

/** The current code for the caller's email address. */
export const selectVerificationCode = statement<typeof email.selectVerificationCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'verify_email') where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null)`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]) }),
})

/** Deletes up to `limit` events from before a time. */
export const deleteOldEvents = statement<typeof events.deleteOldEvents>({
  sql: `delete from "events" where "events"."id" in (select "id" from "events" where "events"."created_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
})

/** Fails the batch that it stands in if the event was recorded, by adding it once more (`events.id` is unique). */
export const failIfRecorded = statement<typeof events.failIfRecorded>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select "id", "user_id", "type", "created_at", "session_id", "ip", "device_name" from "events" where "events"."id" = ?1`,
  values: ['eventId'],
})

/** Records an event for the caller. */
export const recordEventForCaller = statement<typeof events.recordEventForCaller>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId'],
})

/** Records an event for the caller's session, even if the user is disabled. */
export const recordEventForCallersSession = statement<typeof events.recordEventForCallersSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId'],
})

/** Records an event for the user of the session that it names, whether that has ended or not. */
export const recordEventForSession = statement<typeof events.recordEventForSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where "users"."id" = (select "user_id" from "sessions" where "sessions"."id" = ?4) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName'],
})

/** Records an event for a user, disabled or not. */
export const recordEventForUser = statement<typeof events.recordEventForUser>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where "users"."id" = ?7 on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId'],
})

/** A user's events, newest first. */
export const selectEvents = statement<typeof events.selectEvents>({
  sql: `select "id", "type", "created_at", "session_id", "ip", "device_name" from "events" where "events"."user_id" = ?1 order by "events"."created_at" desc, "events"."id" desc limit ?2`,
  values: ['userId', 'limit'],
  row: (c) => ({ _id: c[0], type: c[1], createdAt: time(c[2]), sessionId: c[3], ip: c[4], deviceName: c[5] }),
})

/** A user's events after one of them, newest first. */
export const selectEventsAfter = statement<typeof events.selectEventsAfter>({
  sql: `select "id", "type", "created_at", "session_id", "ip", "device_name" from "events" where ("events"."user_id" = ?1 and ("events"."created_at" < ?2 or ("events"."created_at" = ?2 and "events"."id" < ?3))) order by "events"."created_at" desc, "events"."id" desc limit ?4`,
  values: ['userId', 'createdAt', '_id', 'limit'],
  row: (c) => ({ _id: c[0], type: c[1], createdAt: time(c[2]), sessionId: c[3], ip: c[4], deviceName: c[5] }),
})

/** A row, if the event was recorded. */
export const selectUserOfEvent = statement<typeof events.selectUserOfEvent>({
  sql: `select "user_id" from "events" where "events"."id" = ?1`,
  values: ['eventId'],
  row: (c) => ({ userId: c[0] }),
})

/** Deletes the caller, if this identity is theirs. */
export const deleteCallerWithIdentity = statement<typeof identities.deleteCallerWithIdentity>({
  sql: `delete from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and "users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?4 and "identities"."subject" = ?5)))`,
  values: ['sessionId', 'userId', 'now', 'provider', 'subject'],
})

/**
 * Unlinks from the event's user every identity with another email address than theirs: it may have been linked by
 * someone other than the person who has now proven the email address.
 */
export const deleteForeignIdentities = statement<typeof identities.deleteForeignIdentities>({
  sql: `delete from "identities" where ("identities"."user_id" in (select "user_id" from "events" where "events"."id" = ?1) and not exists (select "id" from "users" where ("users"."id" = "identities"."user_id" and "users"."email" = "identities"."email")))`,
  values: ['eventId'],
})

/** Unlinks a provider from the event's user. */
export const deleteIdentity = statement<typeof identities.deleteIdentity>({
  sql: `delete from "identities" where ("identities"."provider" = ?1 and "identities"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['provider', 'eventId'],
})

/** Links an identity to the event's user. */
export const insertIdentity = statement<typeof identities.insertIdentity>({
  sql: `insert into "identities" ("provider", "subject", "user_id", "email", "created_at") select ?1 as "provider", ?2 as "subject", "id", ?3 as "email", ?4 as "created_at" from "users" where "users"."id" in (select "user_id" from "events" where "events"."id" = ?5) on conflict do nothing`,
  values: ['provider', 'subject', 'email', 'createdAt', 'eventId'],
})

/**
 * Records that the caller links an identity, if they have signed in recently, it is linked to nobody, and they have
 * none of its provider.
 */
export const recordLink = statement<typeof identities.recordLink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where ((("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and "sessions"."created_at" > ?8))) and not exists (select "user_id" from "identities" where ("identities"."provider" = ?9 and "identities"."subject" = ?10)) and not exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?9))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'signedInAfter', 'provider', 'subject'],
})

/**
 * Records that the caller unlinks a provider, if they have signed in recently, have its identity and another way to
 * sign in.
 */
export const recordUnlink = statement<typeof identities.recordUnlink>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and exists (select "created_at" from "sessions" where ("sessions"."id" = ?4 and "sessions"."created_at" > ?8)) and exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?9)) and ("users"."password_hash" is not null or exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" <> ?9)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'signedInAfter', 'provider'],
})

/** A user's identities, the oldest first. */
export const selectIdentities = statement<typeof identities.selectIdentities>({
  sql: `select "provider", "subject", "email", "created_at" from "identities" where "identities"."user_id" = ?1 order by "identities"."created_at" asc`,
  values: ['userId'],
  row: (c) => ({ provider: c[0], subject: c[1], email: c[2], createdAt: time(c[3]) }),
})

/** A row, if the caller's session started after a time. */
export const selectRecentSignIn = statement<typeof identities.selectRecentSignIn>({
  sql: `select "created_at" from "sessions" where ("sessions"."id" = ?1 and "sessions"."created_at" > ?2)`,
  values: ['sessionId', 'signedInAfter'],
  row: (c) => ({ createdAt: time(c[0]) }),
})

/**
 * The same for a password that the caller gives; nothing is counted for a session that has ended or a disabled user.
 */
export const countCallersGuess = statement<typeof loginAttempts.countCallersGuess>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "updated_at") select ?1 as "address_hash", 1 as "attempts", 0 as "blocked_until", ?2 as "updated_at" from "users" where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2)) and "users"."disabled_at" is null) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(900000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 960000 returning "attempts"`,
  values: ['attemptKey', 'now', 'sessionId', 'userId'],
  row: (c) => ({ attempts: c[0] }),
})

/**
 * Counts one attempt, before the password is compared: of any number of parallel guesses no more are compared than one
 * after another. A batch that D1 runs twice counts twice, which errs on the safe side. Returns a row if the attempt may
 * go on, none while it is blocked.
 */
export const countLoginAttempt = statement<typeof loginAttempts.countLoginAttempt>({
  sql: `insert into "login_attempts" ("address_hash", "attempts", "blocked_until", "updated_at") values (?1, 1, 0, ?2) on conflict ("login_attempts"."address_hash") do update set "attempts" = "login_attempts"."attempts" + 1, "blocked_until" = CASE WHEN "login_attempts"."attempts" < 9 THEN 0 ELSE ?2 + min(900000, 60000 << min(4, "login_attempts"."attempts" - 9)) END, "updated_at" = ?2 where "login_attempts"."blocked_until" <= ?2 OR "login_attempts"."blocked_until" > ?2 + 960000 returning "attempts"`,
  values: ['attemptKey', 'now'],
  row: (c) => ({ attempts: c[0] }),
})

/** Deletes up to `limit` counts of which the last attempt was before a time. */
export const deleteOldLoginAttempts = statement<typeof loginAttempts.deleteOldLoginAttempts>({
  sql: `delete from "login_attempts" where "login_attempts"."address_hash" in (select "address_hash" from "login_attempts" where "login_attempts"."updated_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
})

/** Forgets the failed attempts of a user whose password was right a moment ago, if it is still their password. */
export const forgetLoginAttempts = statement<typeof loginAttempts.forgetLoginAttempts>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" = ?1 and exists (select "id" from "users" where ("users"."id" = ?2 and "users"."password_hash" = ?3 and "users"."disabled_at" is null)))`,
  values: ['attemptKey', 'userId', 'passwordHash'],
})

/** Forgets the failed logins of a user who has reset their password, if the event of that was recorded. */
export const forgetLoginAttemptsAfterReset = statement<typeof loginAttempts.forgetLoginAttemptsAfterReset>({
  sql: `delete from "login_attempts" where ("login_attempts"."address_hash" = ?1 and exists (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['attemptKey', 'eventId'],
})

/** Until when attempts are blocked. */
export const selectLoginBlock = statement<typeof loginAttempts.selectLoginBlock>({
  sql: `select "blocked_until" from "login_attempts" where "login_attempts"."address_hash" = ?1`,
  values: ['attemptKey'],
  row: (c) => ({ blockedUntil: time(c[0]) }),
})

/** Counts an attempt at the code of the user who has the email. */
export const countResetAttempt = statement<typeof password.countResetAttempt>({
  sql: `update "codes" set "attempts" = "codes"."attempts" + 1 where ("codes"."purpose" in ('reset_password') and "codes"."user_id" in (select "id" from "users" where ("users"."email" = ?1 and "users"."disabled_at" is null)))`,
  values: ['email'],
})

/** Stores a code for the user who has the email. */
export const putResetCode = statement<typeof password.putResetCode>({
  sql: `insert into "codes" ("user_id", "purpose", "address", "hash", "attempts", "created_at", "expires_at", "sent", "replaceable_at") select "id", 'reset_password' as "purpose", "email" as "address", ?1 as "hash", 0 as "attempts", ?2 as "created_at", ?3 as "expires_at", 1 as "sent", ?2 + 60000 as "replaceable_at" from "users" where ("users"."email" = ?4 and "users"."disabled_at" is null) on conflict ("codes"."user_id", "codes"."purpose") do update set "address" = excluded.address, "hash" = excluded.hash, "attempts" = excluded.attempts, "created_at" = excluded.created_at, "expires_at" = excluded.expires_at, "sent" = "codes"."sent" + 1, "replaceable_at" = excluded.created_at + min(900000, 60000 << min(4, max(0, "codes"."sent" + 1 - 5))) where "codes"."replaceable_at" <= ?2 OR "codes"."replaceable_at" > ?2 + 960000`,
  values: ['hash', 'createdAt', 'expiresAt', 'email'],
})

/** Records that the caller sets another password, if the one that was compared is still theirs. */
export const recordPasswordChange = statement<typeof password.recordPasswordChange>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?7 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and "users"."password_hash" = ?9) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'replacedId', 'userId', 'passwordHash'],
})

/** Records that the user who has the email sets another password, if the code is right. */
export const recordReset = statement<typeof password.recordReset>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."email" = ?7 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where (("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and "codes"."hash" = ?8 and "codes"."attempts" <= 5 and "codes"."expires_at" > ?3) and "codes"."address" = "users"."email"))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'email', 'hash'],
})

/** Records that a code was requested for the user who has the email, if this is the hash of their current one. */
export const recordResetRequest = statement<typeof password.recordResetRequest>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."email" = ?7 and "users"."disabled_at" is null) and exists (select "hash" from "codes" where ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password' and "codes"."hash" = ?8))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'email', 'hash'],
})

/** Replaces the password hash of the event's user, if it is still the one that was compared. */
export const replacePassword = statement<typeof password.replacePassword>({
  sql: `update "users" set "password_hash" = ?1 where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?2) and "users"."password_hash" = ?3)`,
  values: ['newHash', 'eventId', 'passwordHash'],
})

/** The caller's password hash, and where they can be notified. */
export const selectCallersPassword = statement<typeof password.selectCallersPassword>({
  sql: `select "disabled_at", "email", "email_verified", "password_hash" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ disabledAt: time(c[0]), row: { email: c[1], emailVerified: flag(c[2]), passwordHash: c[3] } }),
})

/** The current code of the user who has the email. */
export const selectResetCode = statement<typeof password.selectResetCode>({
  sql: `select "codes"."hash", "codes"."address", "codes"."replaceable_at" from "users" inner join "codes" on ("codes"."user_id" = "users"."id" and "codes"."purpose" = 'reset_password') where ("users"."email" = ?1 and "users"."disabled_at" is null)`,
  values: ['email'],
  row: (c) => ({ hash: c[0], address: c[1], replaceableAt: time(c[2]) }),
})

/**
 * Sets the password of the event's user, and marks their email address verified: they have given a code that was mailed
 * to it.
 */
export const setPasswordByCode = statement<typeof password.setPasswordByCode>({
  sql: `update "users" set "password_hash" = ?1, "email_verified" = 1, "updated_at" = ?2 where "users"."id" in (select "user_id" from "events" where "events"."id" = ?3)`,
  values: ['passwordHash', 'now', 'eventId'],
})

/** The caller's profile as they see it. */
export const selectOwnProfile = statement<typeof profile.selectOwnProfile>({
  sql: `select "disabled_at", "id", "name", "email", "email_verified", "bio", "avatar_url", "locale", "created_at", "updated_at" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ disabledAt: time(c[0]), row: { _id: c[1], name: c[2], email: c[3], emailVerified: flag(c[4]), bio: c[5], avatarUrl: c[6], locale: c[7], createdAt: time(c[8]), updatedAt: time(c[9]) } }),
})

/** What anyone may see of a user, if not disabled. */
export const selectPublicProfile = statement<typeof profile.selectPublicProfile>({
  sql: `select "id", "name", "bio", "avatar_url", "created_at" from "users" where ("users"."id" = ?1 and "users"."disabled_at" is null)`,
  values: ['userId'],
  row: (c) => ({ _id: c[0], name: c[1], bio: c[2], avatarUrl: c[3], createdAt: time(c[4]) }),
})

/** The profile of the user of a session that this batch has started, as they see it. No row: it was not started. */
export const selectSignedInProfile = statement<typeof profile.selectSignedInProfile>({
  sql: `select "users"."id", "users"."name", "users"."email", "users"."email_verified", "users"."bio", "users"."avatar_url", "users"."locale", "users"."created_at", "users"."updated_at" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where "sessions"."id" = ?1`,
  values: ['sessionId'],
  row: (c) => ({ row: { _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), bio: c[4], avatarUrl: c[5], locale: c[6], createdAt: time(c[7]), updatedAt: time(c[8]) } }),
})

/** Writes the changes to the caller's own row, and returns the whole profile. No row: see `selectCallerStatus`. */
export const updateOwnProfile = statement<typeof profile.updateOwnProfile>({
  sql: `update "users" set "name" = CASE WHEN json_type(?1, '$."name"') IS NULL THEN "users"."name" ELSE ?1 ->> '$."name"' END, "bio" = CASE WHEN json_type(?1, '$."bio"') IS NULL THEN "users"."bio" ELSE ?1 ->> '$."bio"' END, "avatar_url" = CASE WHEN json_type(?1, '$."avatarUrl"') IS NULL THEN "users"."avatar_url" ELSE ?1 ->> '$."avatarUrl"' END, "locale" = CASE WHEN json_type(?1, '$."locale"') IS NULL THEN "users"."locale" ELSE ?1 ->> '$."locale"' END, "updated_at" = ?2 where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?3 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?2)) and "users"."disabled_at" is null) returning "id", "name", "email", "email_verified", "bio", "avatar_url", "locale", "created_at", "updated_at"`,
  values: ['changes', 'now', 'sessionId', 'userId'],
  row: (c) => ({ _id: c[0], name: c[1], email: c[2], emailVerified: flag(c[3]), bio: c[4], avatarUrl: c[5], locale: c[6], createdAt: time(c[7]), updatedAt: time(c[8]) }),
})

/** Links an identity to the user of either event: the one it has registered, or the one it is linked to. */
export const insertIdentityOfSignIn = statement<typeof providerLogin.insertIdentityOfSignIn>({
  sql: `insert into "identities" ("provider", "subject", "user_id", "email", "created_at") select ?1 as "provider", ?2 as "subject", "id", ?3 as "email", ?4 as "created_at" from "users" where ("users"."id" in (select "user_id" from "events" where "events"."id" = ?5) or "users"."id" in (select "user_id" from "events" where "events"."id" = ?6)) on conflict do nothing`,
  values: ['provider', 'subject', 'email', 'createdAt', 'registeredId', 'linkedId'],
})

/**
 * Adds a user for an identity that is not linked yet; changes nothing without an email, or if a user has it already.
 */
export const insertUserForIdentity = statement<typeof providerLogin.insertUserForIdentity>({
  sql: `insert into "users" ("id", "email", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "disabled_at", "created_at", "updated_at") select ?1 as "id", ?2 as "email", NULL as "password_hash", ?3 as "name", NULL as "bio", NULL as "avatar_url", NULL as "locale", 1 as "email_verified", NULL as "disabled_at", ?4 as "created_at", ?5 as "updated_at" from (SELECT 1) where (not exists (select "user_id" from "identities" where ("identities"."provider" = ?6 and "identities"."subject" = ?7)) and ?2 IS NOT NULL) on conflict do nothing`,
  values: ['_id', 'email', 'name', 'createdAt', 'updatedAt', 'provider', 'subject'],
})

/** Records an event for the user whom the identity signs in, if not disabled. */
export const recordEventWithIdentity = statement<typeof providerLogin.recordEventWithIdentity>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where ("users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?7 and "identities"."subject" = ?8)) and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'provider', 'subject'],
})

/**
 * Records an event for the user who had the email before this call and has verified it, as the provider has: both sides
 * know that it is the same person. Not if the identity is linked already, or they have another one of its provider.
 */
export const recordLinkByEmail = statement<typeof providerLogin.recordLinkByEmail>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where (("users"."id" <> ?7 and "users"."email" = ?8 and "users"."email_verified" = 1 and "users"."disabled_at" is null) and not exists (select "user_id" from "identities" where ("identities"."provider" = ?9 and "identities"."subject" = ?10)) and not exists (select "subject" from "identities" where ("identities"."user_id" = "users"."id" and "identities"."provider" = ?9))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'newUserId', 'email', 'provider', 'subject'],
})

/** The users because of whom a sign-in found nobody: the one with the identity, and the one with the email. */
export const selectObstacles = statement<typeof providerLogin.selectObstacles>({
  sql: `select "disabled_at" from "users" where ("users"."id" in (select "user_id" from "identities" where ("identities"."provider" = ?1 and "identities"."subject" = ?2)) or "users"."email" = ?3)`,
  values: ['provider', 'subject', 'email'],
  row: (c) => ({ disabledAt: time(c[0]) }),
})

/** Records an event if `presented` is neither current nor previous: two parties hold the session's tokens. */
export const recordReuse = statement<typeof refresh.recordReuse>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where "users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?4 and "sessions"."user_id" = ?7 and "sessions"."expires_at" > ?3) and "sessions"."refresh_id" <> ?8 and ("sessions"."previous_refresh_id" is null or "sessions"."previous_refresh_id" <> ?8))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'presented'],
})

/**
 * Moves the session on to `next` if `presented` is current, or is the previous one and the rotation after it is
 * settled: then the answer to it was lost, or someone else has the current one, and the next refresh shows which.
 */
export const rotateRefreshId = statement<typeof refresh.rotateRefreshId>({
  sql: `update "sessions" set "refresh_id" = ?1, "previous_refresh_id" = ?2, "refreshed_at" = ?3, "expires_at" = ?4 where (("sessions"."id" = ?5 and "sessions"."user_id" = ?6 and "sessions"."expires_at" > ?3) and ("sessions"."refresh_id" = ?2 or ("sessions"."previous_refresh_id" = ?2 and "sessions"."refreshed_at" <= ?7)))`,
  values: ['next', 'presented', 'now', 'expiresAt', 'sessionId', 'userId', 'settledBefore'],
})

/** What the tokens of the caller's session are made from; in the rows of `selectCaller`. */
export const selectCallersSession = statement<typeof refresh.selectCallersSession>({
  sql: `select "users"."disabled_at", "sessions"."id", "sessions"."refresh_id", "sessions"."expires_at" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ disabledAt: time(c[0]), row: { _id: c[1], refreshId: c[2], expiresAt: time(c[3]) } }),
})

/** Deletes up to `limit` sessions that have ended. */
export const deleteEndedSessions = statement<typeof sessions.deleteEndedSessions>({
  sql: `delete from "sessions" where "sessions"."id" in (select "id" from "sessions" where "sessions"."expires_at" <= ?1 limit ?2)`,
  values: ['now', 'limit'],
})

/** Ends every session of the event's user except one. */
export const deleteOtherSessions = statement<typeof sessions.deleteOtherSessions>({
  sql: `delete from "sessions" where ("sessions"."id" <> ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['keptId', 'eventId'],
})

/** Ends one session of the event's user. */
export const deleteSession = statement<typeof sessions.deleteSession>({
  sql: `delete from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['sessionId', 'eventId'],
})

/** Moves the end of the caller's live session forward, never back. */
export const extendSession = statement<typeof sessions.extendSession>({
  sql: `update "sessions" set "expires_at" = ?1 where (("sessions"."id" = ?2 and "sessions"."user_id" = ?3 and "sessions"."expires_at" > ?4) and "sessions"."expires_at" < ?1)`,
  values: ['expiresAt', 'sessionId', 'userId', 'now'],
})

/** Starts the session of such a token, unless it has had one or was ended before that. */
export const insertAdoptedSession = statement<typeof sessions.insertAdoptedSession>({
  sql: `insert into "sessions" ("id", "user_id", "refresh_id", "previous_refresh_id", "refreshed_at", "created_at", "expires_at", "device_name", "country") select ?1 as "id", "id", ?2 as "refresh_id", ?3 as "previous_refresh_id", ?4 as "refreshed_at", ?5 as "created_at", ?6 as "expires_at", ?7 as "device_name", ?8 as "country" from "users" where ("users"."id" = ?9 and not exists (select "user_id" from "events" where "events"."id" = ?10) and not exists (select "id" from "events" where ("events"."user_id" = "users"."id" and "events"."created_at" >= ?11 and "events"."type" in ('other_sessions_ended', 'password_changed', 'password_reset')))) on conflict do nothing`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'deviceName', 'country', 'userId', 'eventId', 'issuedAt'],
})

/** Starts a session for the event's user: the event records a sign-in, and exists only if it succeeded. */
export const insertSession = statement<typeof sessions.insertSession>({
  sql: `insert into "sessions" ("id", "user_id", "refresh_id", "previous_refresh_id", "refreshed_at", "created_at", "expires_at", "device_name", "country") select ?1 as "id", "user_id", ?2 as "refresh_id", ?3 as "previous_refresh_id", ?4 as "refreshed_at", ?5 as "created_at", ?6 as "expires_at", ?7 as "device_name", ?8 as "country" from "events" where "events"."id" = ?9 on conflict do nothing`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'deviceName', 'country', 'eventId'],
})

/** Records that the caller ends a session, this or another, if it is one of theirs. */
export const recordEndOfSession = statement<typeof sessions.recordEndOfSession>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?7 and "sessions"."user_id" in (select "id" from "users" where ("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'endedId', 'userId'],
})

/** Replaces a session of the event's user with a new one: no token of the old one is valid any more. */
export const replaceSession = statement<typeof sessions.replaceSession>({
  sql: `update "sessions" set "id" = ?1, "refresh_id" = ?2, "previous_refresh_id" = ?3, "refreshed_at" = ?4, "created_at" = ?5, "expires_at" = ?6, "country" = ?7 where ("sessions"."id" = ?8 and "sessions"."user_id" in (select "user_id" from "events" where "events"."id" = ?9))`,
  values: ['_id', 'refreshId', 'previousRefreshId', 'refreshedAt', 'createdAt', 'expiresAt', 'country', 'replacedId', 'eventId'],
})

/** A user's live sessions, the most recently used first. */
export const selectSessions = statement<typeof sessions.selectSessions>({
  sql: `select "id", "device_name", "country", "created_at", "refreshed_at" from "sessions" where ("sessions"."user_id" = ?1 and "sessions"."expires_at" > ?2) order by "sessions"."expires_at" desc, "sessions"."id" desc limit ?3`,
  values: ['userId', 'now', 'limit'],
  row: (c) => ({ _id: c[0], deviceName: c[1], country: c[2], createdAt: time(c[3]), refreshedAt: time(c[4]) }),
})

/** Deletes the caller, if the password that was compared is still theirs; all their other rows are deleted with it. */
export const deleteCallerWithPassword = statement<typeof signIn.deleteCallerWithPassword>({
  sql: `delete from "users" where (("users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3)) and "users"."disabled_at" is null) and "users"."password_hash" = ?4)`,
  values: ['sessionId', 'userId', 'now', 'passwordHash'],
})

/** Deletes the user, if the password that was compared is still theirs; all their other rows are deleted with it. */
export const deleteUserWithPassword = statement<typeof signIn.deleteUserWithPassword>({
  sql: `delete from "users" where ("users"."id" = ?1 and "users"."password_hash" = ?2 and "users"."disabled_at" is null)`,
  values: ['userId', 'passwordHash'],
})

/** Adds a user; changes nothing if the email is taken, or this very user exists already. */
export const insertUser = statement<typeof signIn.insertUser>({
  sql: `insert into "users" ("id", "email", "password_hash", "name", "bio", "avatar_url", "locale", "email_verified", "disabled_at", "created_at", "updated_at") values (?1, ?2, ?3, ?4, CASE WHEN json_type(?5, '$."bio"') IS NULL THEN NULL ELSE ?5 ->> '$."bio"' END, CASE WHEN json_type(?5, '$."avatarUrl"') IS NULL THEN NULL ELSE ?5 ->> '$."avatarUrl"' END, CASE WHEN json_type(?5, '$."locale"') IS NULL THEN NULL ELSE ?5 ->> '$."locale"' END, 0, null, ?6, ?7) on conflict do nothing`,
  values: ['_id', 'email', 'passwordHash', 'name', 'profile', 'createdAt', 'updatedAt'],
})

/** Records an event for the user, if the password that was compared is still theirs and they are not disabled. */
export const recordEventWithPassword = statement<typeof signIn.recordEventWithPassword>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name") select ?1 as "id", "id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name" from "users" where ("users"."id" = ?7 and "users"."password_hash" = ?8 and "users"."disabled_at" is null) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'userId', 'passwordHash'],
})

/** What a login needs to know about an email: at most one row. */
export const selectCredential = statement<typeof signIn.selectCredential>({
  sql: `select "id", "password_hash", "disabled_at" from "users" where "users"."email" = ?1`,
  values: ['email'],
  row: (c) => ({ _id: c[0], passwordHash: c[1], disabledAt: time(c[2]) }),
})

/** The user's `_id`, disabled or not. No row: they are gone. */
export const selectUserId = statement<typeof signIn.selectUserId>({
  sql: `select "id" from "users" where "users"."id" = ?1`,
  values: ['userId'],
  row: (c) => ({ _id: c[0] }),
})

/** Whether the caller may go on, and nothing else. */
export const selectCallerStatus = statement<typeof who.selectCallerStatus>({
  sql: `select "disabled_at" from "users" where "users"."id" = (select "user_id" from "sessions" where ("sessions"."id" = ?1 and "sessions"."user_id" = ?2 and "sessions"."expires_at" > ?3))`,
  values: ['sessionId', 'userId', 'now'],
  row: (c) => ({ disabledAt: time(c[0]) }),
})
