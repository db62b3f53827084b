// Compiled from src/db/queries/audit-records.ts by npm run generate. Do not edit.
import type * as queries from '../queries/audit-records.ts'
import { statement } from '../statement.ts'

/** Deletes up to `limit` audit records from before a time. */
export const deleteOldAudit = statement<typeof queries.deleteOldAudit>({
  sql: `delete from "audit" where "audit"."id" in (select "id" from "audit" where "audit"."created_at" < ?1 limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Deletes the user of an audit record; all their other rows are deleted with it. */
export const deleteUserOfAudit = statement<typeof queries.deleteUserOfAudit>({
  sql: `delete from "users" where "users"."id" in (select "target_id" from "audit" where "audit"."id" = ?1)`,
  values: ['auditId'],
  kind: 'writes',
})

/**
 * Records that an operator deletes a user, if they may act and the user is not the last admin. No event outlives a deleted
 * user, so this is the receipt: what follows applies to `userOfAudit`.
 */
export const insertAuditOfDeletion = statement<typeof queries.insertAuditOfDeletion>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "id" as "target_id", NULL as "before", NULL as "after", ?6 as "ip", ?7 as "country" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin')))) and ("users"."disabled_at" is not null or not EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin') or exists (select "id" from "users" "other" where ("other"."roles" is not null and "other"."created_at" >= 0 and "other"."disabled_at" is null and "other"."is_guest" = 0 and "other"."id" <> "users"."id" and EXISTS (SELECT 1 FROM json_each("other"."roles") WHERE value = 'admin'))))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** Records what an operator does to an event's user, if the event is there; `before` and `after` are said, as JSON. */
export const insertAuditWith = statement<typeof queries.insertAuditWith>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "user_id" as "target_id", ?6 as "before", ?7 as "after", ?8 as "ip", ?9 as "country" from "events" where "events"."id" = ?10 on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'before', 'after', 'ip', 'country', 'eventId'],
  kind: 'writes',
})

/** A row, if there is this audit record. */
export const selectAuditRecord = statement<typeof queries.selectAuditRecord>({
  sql: `select "id" from "audit" where "audit"."id" = ?1`,
  values: ['auditId'],
  kind: 'reads',
  row: (c) => ({ _id: c[0] }),
  one: true,
})
