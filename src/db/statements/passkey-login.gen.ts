// Compiled from src/db/queries/passkey-login.ts by npm run generate. Do not edit.
import type * as queries from '../queries/passkey-login.ts'
import { statement, time } from '../statement.ts'

/** Records that a passkey was used whose counter went back: there is a copy of it. */
export const recordPasskeyCloned = statement<typeof queries.recordPasskeyCloned>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select "id" from "challenges" where ("challenges"."id" = ?9 and "challenges"."purpose" = 'passkey_login' and "challenges"."expires_at" > ?3))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and ("passkeys"."id" = ?10 and "passkeys"."counter" >= ?11)))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'challengeId', 'passkeyId', 'counter'],
  kind: 'records',
})

/**
 * Records a sign-in by passkey, if its challenge has not been used, the user has it still, and its counter has grown since
 * it was used last.
 */
export const recordPasskeyLogin = statement<typeof queries.recordPasskeyLogin>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 0 as "by_support" from "users" where ((("users"."id" = ?8 and "users"."disabled_at" is null) and exists (select "id" from "challenges" where ("challenges"."id" = ?9 and "challenges"."purpose" = 'passkey_login' and "challenges"."expires_at" > ?3))) and exists (select "id" from "passkeys" where ("passkeys"."user_id" = "users"."id" and ("passkeys"."id" = ?10 and ("passkeys"."counter" < ?11 or ("passkeys"."counter" = 0 and ?11 = 0)))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'userId', 'challengeId', 'passkeyId', 'counter'],
  kind: 'records',
})

/** A passkey by which somebody signs in, and whose it is. */
export const selectPasskeyForLogin = statement<typeof queries.selectPasskeyForLogin>({
  sql: `select "passkeys"."user_id", "passkeys"."public_key", "passkeys"."counter", "users"."disabled_at" from "passkeys" inner join "users" on "users"."id" = "passkeys"."user_id" where "passkeys"."id" = ?1`,
  values: ['passkeyId'],
  kind: 'reads',
  row: (c) => ({ userId: c[0], publicKey: c[1], counter: c[2], disabledAt: time(c[3]) }),
  one: true,
})

/** Notes that the event's user has used a passkey. */
export const usePasskey = statement<typeof queries.usePasskey>({
  sql: `update "passkeys" set "counter" = ?1, "is_backed_up" = ?2, "last_used_at" = ?3 where ("passkeys"."id" = ?4 and "passkeys"."user_id" in (select "user_id" from "events" where "events"."id" = ?5))`,
  values: ['counter', 'isBackedUp', 'now', 'passkeyId', 'eventId'],
  kind: 'writes',
})
