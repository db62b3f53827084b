// Compiled from src/db/queries/webhook-changes.ts by npm run generate. Do not edit.
import type * as queries from '../queries/webhook-changes.ts'
import { statement, time } from '../statement.ts'

/** Records that an operator has a stopped webhook called again, if they may act and it was stopped. */
export const insertAuditOfRestart = statement<typeof queries.insertAuditOfRestart>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", NULL as "target_id", NULL as "before", json_object('endpoint', "stopped_endpoints"."endpoint") as "after", ?6 as "ip", ?7 as "country" from "stopped_endpoints" where ("stopped_endpoints"."endpoint" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'endpoint', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Records that an operator sends a message again, if they may act and it is there. */
export const insertAuditOfRetry = statement<typeof queries.insertAuditOfRetry>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "user_id" as "target_id", NULL as "before", json_object('messageId', "outbox"."id", 'type', "outbox"."type", 'endpoint', "outbox"."endpoint") as "after", ?6 as "ip", ?7 as "country" from "outbox" where (("outbox"."seq" = ?8 and "outbox"."id" = ?9) and (?10 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?11 and "sessions"."user_id" = ?12 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?13 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'seq', 'messageId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Has a stopped webhook called again. */
export const restartEndpoint = statement<typeof queries.restartEndpoint>({
  sql: `delete from "stopped_endpoints" where ("stopped_endpoints"."endpoint" = ?1 and EXISTS (SELECT 1 FROM "audit" WHERE "audit"."id" = ?2))`,
  values: ['endpoint', 'auditId'],
  kind: 'writes',
})

/** Makes a message due, also one that was given up. */
export const retryMessage = statement<typeof queries.retryMessage>({
  sql: `update "outbox" set "next_attempt_at" = ?1, "dead_at" = NULL where (("outbox"."seq" = ?2 and "outbox"."id" = ?3) and EXISTS (SELECT 1 FROM "audit" WHERE "audit"."id" = ?4))`,
  values: ['now', 'seq', 'messageId', 'auditId'],
  kind: 'writes',
})

/** Makes what goes before it due, too: what else waits for the same endpoint about the same user. */
export const retryUsersMessages = statement<typeof queries.retryUsersMessages>({
  sql: `update "outbox" set "next_attempt_at" = ?1 where ("outbox"."dead_at" is null and "outbox"."endpoint" = (select "endpoint" from "outbox" where ("outbox"."seq" = ?2 and "outbox"."id" = ?3)) and "outbox"."user_id" = (select "user_id" from "outbox" where ("outbox"."seq" = ?2 and "outbox"."id" = ?3)) and EXISTS (SELECT 1 FROM "audit" WHERE "audit"."id" = ?4))`,
  values: ['now', 'seq', 'messageId', 'auditId'],
  kind: 'writes',
})

/** A message that an operator sends again, if it is audited. */
export const selectRetried = statement<typeof queries.selectRetried>({
  sql: `select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from "outbox" where (("outbox"."seq" = ?1 and "outbox"."id" = ?2) and EXISTS (SELECT 1 FROM "audit" WHERE "audit"."id" = ?3))`,
  values: ['seq', 'messageId', 'auditId'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], messageId: c[1], endpoint: c[2], type: c[3], userId: c[4], createdAt: time(c[5]), attempts: c[6], nextAttemptAt: time(c[7]), lastFailure: c[8], deadAt: time(c[9]) }),
  one: true,
})
