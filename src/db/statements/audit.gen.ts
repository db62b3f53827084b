// Compiled from src/db/queries/audit.ts by npm run generate. Do not edit.
import type * as queries from '../queries/audit.ts'
import { json, statement, time } from '../statement.ts'

/** Records that an operator reads all of a user's data, if they may act and there is such a user. */
export const insertAuditOfRead = statement<typeof queries.insertAuditOfRead>({
  sql: `insert into "audit" ("id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country") select ?1 as "id", ?2 as "created_at", ?3 as "actor_type", ?4 as "actor_id", ?5 as "action", "id" as "target_id", NULL as "before", NULL as "after", ?6 as "ip", ?7 as "country" from "users" where ("users"."id" = ?8 and (?9 IS NOT NULL OR exists (select "users"."id" from "sessions" inner join "users" on "users"."id" = "sessions"."user_id" where ((("sessions"."id" = ?10 and "sessions"."user_id" = ?11 and "sessions"."expires_at" > ?2) and "sessions"."second_factor_due" = 0) and "sessions"."aal" = 2 and coalesce("sessions"."signed_in_at", "sessions"."created_at") >= ?12 and "users"."disabled_at" is null and EXISTS (SELECT 1 FROM json_each("users"."roles") WHERE value = 'admin'))))) on conflict do nothing`,
  values: ['_id', 'createdAt', 'actorType', 'actorId', 'action', 'ip', 'country', 'userId', 'serviceKey', 'operatorSessionId', 'operatorId', 'signedInAfter'],
  kind: 'writes',
})

/** What operators did, the newest first. */
export const selectAudit = statement<typeof queries.selectAudit>({
  sql: `select "id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country" from "audit" where ("audit"."created_at", "audit"."id") < (?1, ?2) order by "audit"."created_at" desc, "audit"."id" desc limit ?3`,
  values: ['before', 'beforeId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], createdAt: time(c[1]), actorType: c[2], actorId: c[3], action: c[4], targetId: c[5], before: json(c[6]), after: json(c[7]), ip: c[8], country: c[9] }),
})

/** The same of one operator. */
export const selectAuditOfActor = statement<typeof queries.selectAuditOfActor>({
  sql: `select "id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country" from "audit" where ("audit"."actor_id" = ?1 and ("audit"."created_at", "audit"."id") < (?2, ?3)) order by "audit"."created_at" desc, "audit"."id" desc limit ?4`,
  values: ['actorId', 'before', 'beforeId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], createdAt: time(c[1]), actorType: c[2], actorId: c[3], action: c[4], targetId: c[5], before: json(c[6]), after: json(c[7]), ip: c[8], country: c[9] }),
})

/** The same about one user. */
export const selectAuditOfTarget = statement<typeof queries.selectAuditOfTarget>({
  sql: `select "id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country" from "audit" where ("audit"."target_id" = ?1 and ("audit"."created_at", "audit"."id") < (?2, ?3)) order by "audit"."created_at" desc, "audit"."id" desc limit ?4`,
  values: ['targetId', 'before', 'beforeId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], createdAt: time(c[1]), actorType: c[2], actorId: c[3], action: c[4], targetId: c[5], before: json(c[6]), after: json(c[7]), ip: c[8], country: c[9] }),
})

/**
 * The same about one user by one operator, of the first ROWS_SCANNED about the user. SQLite keeps the order of a subquery
 * with a limit.
 */
export const selectAuditOfTargetByActor = statement<typeof queries.selectAuditOfTargetByActor>({
  sql: `select "id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country" from (select "id", "created_at", "actor_type", "actor_id", "action", "target_id", "before", "after", "ip", "country" from "audit" where ("audit"."target_id" = ?1 and ("audit"."created_at", "audit"."id") < (?2, ?3)) order by "audit"."created_at" desc, "audit"."id" desc limit 1000) "scanned" where "scanned"."actor_id" = ?4 limit ?5`,
  values: ['targetId', 'before', 'beforeId', 'actorId', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], createdAt: time(c[1]), actorType: c[2], actorId: c[3], action: c[4], targetId: c[5], before: json(c[6]), after: json(c[7]), ip: c[8], country: c[9] }),
})

/** The last record that this looks at. No row: it has seen all. */
export const selectEndOfAuditOfTarget = statement<typeof queries.selectEndOfAuditOfTarget>({
  sql: `select "created_at", "id" from "audit" where ("audit"."target_id" = ?1 and ("audit"."created_at", "audit"."id") < (?2, ?3)) order by "audit"."created_at" desc, "audit"."id" desc limit 1 offset 999`,
  values: ['targetId', 'before', 'beforeId'],
  kind: 'reads',
  row: (c) => ({ createdAt: time(c[0]), _id: c[1] }),
  one: true,
})
