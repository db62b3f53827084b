// Compiled from src/db/queries/passkey-factor.ts by npm run generate. Do not edit.
import type * as queries from '../queries/passkey-factor.ts'
import { statement } from '../statement.ts'

/** Records that the counter of a passkey that answers an open challenge went back: there is a copy of it. */
export const recordCopyAnswered = statement<typeof queries.recordCopyAnswered>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?9 and "challenges"."user_id" = ?8 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?10)) and (?10 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?10 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and ("passkeys"."id" = ?11 and "passkeys"."counter" >= ?12)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'challengeId', 'raisedId', 'passkeyId', 'counter'],
  kind: 'records',
})

/** Records a passkey as the second factor, if the user has it still and its counter has grown. */
export const recordPasskeyFactor = statement<typeof queries.recordPasskeyFactor>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?9 and "challenges"."user_id" = ?8 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?10)) and (?10 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?10 and "sessions"."user_id" = ?8 and "sessions"."expires_at" > ?3)))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and ("passkeys"."id" = ?11 and ("passkeys"."counter" < ?12 or ("passkeys"."counter" = 0 and ?12 = 0)))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'challengeId', 'raisedId', 'passkeyId', 'counter'],
  kind: 'records',
})

/** The passkey of a user that answers a challenge. */
export const selectPasskeyToAnswer = statement<typeof queries.selectPasskeyToAnswer>({
  sql: `select "public_key", "counter" from "passkeys" where ("passkeys"."id" = ?1 and "passkeys"."user_id" = ?2)`,
  values: ['passkeyId', 'userId'],
  kind: 'reads',
  row: (c) => ({ publicKey: c[0], counter: c[1] }),
  one: true,
})

/** The user of a passkey that is a right answer, which was counted before: where hooks are asked about a sign-in. */
export const selectUserOfPasskeyAnswer = statement<typeof queries.selectUserOfPasskeyAnswer>({
  sql: `select "id" from "users" where ((("users"."id" = ?1 and "users"."disabled_at" is null) and exists (select 1 from "challenges" where (("challenges"."id" = ?2 and "challenges"."user_id" = ?1 and "challenges"."purpose" = 'second_factor' and "challenges"."attempts" <= 5 and "challenges"."expires_at" > ?3) and "challenges"."session_id" IS ?4)) and (?4 IS NULL or exists (select "id" from "sessions" where ("sessions"."id" = ?4 and "sessions"."user_id" = ?1 and "sessions"."expires_at" > ?3)))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and ("passkeys"."id" = ?5 and ("passkeys"."counter" < ?6 or ("passkeys"."counter" = 0 and ?6 = 0))))))`,
  values: ['userId', 'challengeId', 'createdAt', 'raisedId', 'passkeyId', 'counter'],
  kind: 'reads',
  row: (c) => ({ userId: c[0] }),
  one: true,
})
