// Compiled from src/db/queries/operators.ts by npm run generate. Do not edit.
import type * as queries from '../queries/operators.ts'
import { json, statement } from '../statement.ts'

/**
 * Records what an operator does to the event's user, if the event is there. It goes before the change: `before` is what
 * the user has of the members of `after`, a JSON object in the names of the API, of whether they are disabled.
 */
export const insertAudit = statement<typeof queries.insertAudit>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "users"."id" as "target_id", CASE WHEN ?6 IS NOT NULL THEN (SELECT json_group_object(given.key, json_object('disabledAt', "users"."disabled_at", 'disabledUntil', "users"."disabled_until", 'disabledReason', "users"."disabled_reason") -> ('$.' || given.key)) FROM json_each(?6) AS given) END as "before", ?6 as "after", ?7 as "ip", ?8 as "country" from "events" inner join "users" on "users"."id" = "events"."user_id" where "events"."id" = ?9 on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'after', 'ip', 'country', 'eventId'],
  kind: 'writes',
})

/** Records an event by support for a user, if there is one and the operator may act. */
export const recordEventByOperator = statement<typeof queries.recordEventByOperator>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select ?1 as "id", "id" as "user_id", ?2 as "type", ?3 as "created_at", ?4 as "session_id", ?5 as "ip", ?6 as "device_name", NULL as "other_id", ?7 as "method", 1 as "by_support" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?3) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict do nothing`,
  values: ['_id', 'type', 'createdAt', 'sessionId', 'ip', 'deviceName', 'method', 'targetId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'records',
})

/** The user of an operator's session, and why they may not act, if so. No row: the session has ended. */
export const selectOperator = statement<typeof queries.selectOperator>({
  sql: `select CASE WHEN "users"."disabled_at" is not null THEN 'account_disabled' WHEN "sessions"."second_factor_due" THEN 'second_factor_required' WHEN NOT EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') THEN 'role_required' WHEN "sessions"."aal" < 2 AND (exists (select 1 from "factors" where ("factors"."user_id" = "users"."id" and "factors"."confirmed_at" is not null)) OR exists (select "id" from "passkeys" where "passkeys"."user_id" = "users"."id")) THEN 'second_factor_required' WHEN "sessions"."aal" < 2 THEN 'factor_missing' WHEN coalesce("sessions"."signed_in_at", "sessions"."created_at") < ?1 THEN 'recent_login_required' END as "refusal", "sessions"."refresh_generation", "users"."id", "users"."roles" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ("sessions"."id" = ?2 and "sessions"."user_id" = ?3 and "sessions"."expires_at" > ?4)`,
  values: ['signedInAfter', 'sessionId', 'userId', 'now'],
  kind: 'reads',
  row: (c) => ({ refusal: c[0], generation: c[1], row: { _id: c[2], roles: json(c[3]) } }),
  one: true,
})
