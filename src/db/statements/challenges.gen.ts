// Compiled from src/db/queries/challenges.ts by npm run generate. Do not edit.
import type * as queries from '../queries/challenges.ts'
import { statement } from '../statement.ts'

/** Deletes the challenge that an event has answered. */
export const deleteChallenge = statement<typeof queries.deleteChallenge>({
  sql: `delete from "challenges" where ("challenges"."id" = ?1 and exists (select "user_id" from "events" where "events"."id" = ?2))`,
  values: ['challengeId', 'eventId'],
  kind: 'writes',
})

/** Deletes every challenge of the event's user: what they have begun with another password goes no further. */
export const deleteChallengesOfUser = statement<typeof queries.deleteChallengesOfUser>({
  sql: `delete from "challenges" where "challenges"."user_id" in (select "user_id" from "events" where "events"."id" = ?1)`,
  values: ['eventId'],
  kind: 'writes',
})

/** Deletes up to `limit` challenges that have expired. */
export const deleteExpiredChallenges = statement<typeof queries.deleteExpiredChallenges>({
  sql: `delete from "challenges" where "challenges"."id" in (select "id" from "challenges" where "challenges"."expires_at" < ?1 limit ?2)`,
  values: ['now', 'limit'],
  kind: 'writes',
})

/** Stores a challenge for the caller's new passkey, if they have signed in recently, or are a guest. */
export const insertCallersChallenge = statement<typeof queries.insertCallersChallenge>({
  sql: `insert into "challenges" ("id", "purpose", "user_id", "session_id", "attempts", "expires_at") select ?1 as "id", 'add_passkey' as "purpose", "id" as "user_id", ?2 as "session_id", 0 as "attempts", ?3 as "expires_at" from "users" where (("users"."id" = (select "user_id" from "sessions" where (("sessions"."id" = ?2 and "sessions"."user_id" = ?4 and "sessions"."expires_at" > ?5) and "sessions"."second_factor_due" = 0)) and "users"."disabled_at" is null) and ("users"."is_guest" = 1 or exists (select "created_at" from "sessions" where ("sessions"."id" = ?2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") > ?6 and ("sessions"."aal" > 1 or not exists (select "id" from "users" where ("users"."id" = "sessions"."user_id" and "users"."roles" is not null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') and exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")))))))) on conflict do nothing`,
  values: ['_id', 'sessionId', 'expiresAt', 'userId', 'now', 'signedInAfter'],
  kind: 'writes',
})

/** Stores a challenge for whoever has a passkey. */
export const insertLoginChallenge = statement<typeof queries.insertLoginChallenge>({
  sql: `insert into "challenges" ("id", "purpose", "user_id", "session_id", "attempts", "expires_at") values (?1, 'passkey_login', null, null, 0, ?2) on conflict do nothing`,
  values: ['_id', 'expiresAt'],
  kind: 'writes',
})

/** A row, if a sign-in by passkey may answer this challenge: it was not used, and has not expired. */
export const selectLoginChallenge = statement<typeof queries.selectLoginChallenge>({
  sql: `select "id" from "challenges" where ("challenges"."id" = ?1 and "challenges"."purpose" = 'passkey_login' and "challenges"."expires_at" > ?2)`,
  values: ['challengeId', 'now'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})
