// Compiled from src/db/queries/webhooks.ts by npm run generate. Do not edit.
import type * as queries from '../queries/webhooks.ts'
import { statement, time } from '../statement.ts'

/** Messages that were given up, the latest first. */
export const selectDeadDeliveries = statement<typeof queries.selectDeadDeliveries>({
  sql: `select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from (select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from "outbox" where ("outbox"."dead_at" is not null AND ("outbox"."dead_at", "outbox"."seq") < (?1, ?2)) order by "outbox"."dead_at" desc, "outbox"."seq" desc limit 1000) "scanned" where ((?3 IS NULL OR "scanned"."endpoint" = ?3) and (?4 IS NULL OR "scanned"."user_id" = ?4)) limit ?5`,
  values: ['afterTime', 'afterSeq', 'endpoint', 'userId', 'limit'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], messageId: c[1], endpoint: c[2], type: c[3], userId: c[4], createdAt: time(c[5]), attempts: c[6], nextAttemptAt: time(c[7]), lastFailure: c[8], deadAt: time(c[9]) }),
})

/** Messages, the latest first. */
export const selectDeliveries = statement<typeof queries.selectDeliveries>({
  sql: `select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from (select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from "outbox" where "outbox"."seq" < ?1 order by "outbox"."seq" desc limit 1000) "scanned" where ((?2 IS NULL OR "scanned"."endpoint" = ?2) and (?3 IS NULL OR "scanned"."user_id" = ?3)) limit ?4`,
  values: ['afterSeq', 'endpoint', 'userId', 'limit'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], messageId: c[1], endpoint: c[2], type: c[3], userId: c[4], createdAt: time(c[5]), attempts: c[6], nextAttemptAt: time(c[7]), lastFailure: c[8], deadAt: time(c[9]) }),
})

export const selectEndOfDeadDeliveries = statement<typeof queries.selectEndOfDeadDeliveries>({
  sql: `select "seq", "next_attempt_at", "dead_at" from "outbox" where ("outbox"."dead_at" is not null AND ("outbox"."dead_at", "outbox"."seq") < (?1, ?2)) order by "outbox"."dead_at" desc, "outbox"."seq" desc limit 1 offset 999`,
  values: ['afterTime', 'afterSeq'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], nextAttemptAt: time(c[1]), deadAt: time(c[2]) }),
  one: true,
})

export const selectEndOfDeliveries = statement<typeof queries.selectEndOfDeliveries>({
  sql: `select "seq", "next_attempt_at", "dead_at" from "outbox" where "outbox"."seq" < ?1 order by "outbox"."seq" desc limit 1 offset 999`,
  values: ['afterSeq'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], nextAttemptAt: time(c[1]), deadAt: time(c[2]) }),
  one: true,
})

export const selectEndOfPendingDeliveries = statement<typeof queries.selectEndOfPendingDeliveries>({
  sql: `select "seq", "next_attempt_at", "dead_at" from "outbox" where ("outbox"."dead_at" is null AND ("outbox"."next_attempt_at", "outbox"."seq") > (?1, ?2)) order by "outbox"."next_attempt_at" asc, "outbox"."seq" asc limit 1 offset 999`,
  values: ['afterTime', 'afterSeq'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], nextAttemptAt: time(c[1]), deadAt: time(c[2]) }),
  one: true,
})

/**
 * Of each endpoint of a JSON list: since when it is stopped, how many messages wait and since when, how many of the latest
 * dead are its own; both up to MOST_COUNTED. Times are in milliseconds.
 */
export const selectEndpoints = statement<typeof queries.selectEndpoints>({
  sql: `select given.value as "endpoint", ((select "stopped_at" from "stopped_endpoints" where "stopped_endpoints"."endpoint" = given.value)) as "stopped_at", (SELECT count(*) FROM (select 1 as "one" from "outbox" where ("outbox"."dead_at" is null and "outbox"."endpoint" = given.value) limit 10000)) as "pending", (SELECT count(*) FROM ((select "endpoint" from "outbox" where "outbox"."dead_at" is not null order by "outbox"."dead_at" desc limit 10000)) AS latest WHERE latest.endpoint = given.value) as "dead", ((select "created_at" from "outbox" where "outbox"."seq" = (select min("seq") from "outbox" where ("outbox"."dead_at" is null and "outbox"."endpoint" = given.value)))) as "oldest_pending_at" from json_each(?1) AS given`,
  values: ['endpoints'],
  kind: 'reads',
  row: (c) => ({ endpoint: c[0], stoppedAt: c[1], pending: c[2], dead: c[3], oldestPendingAt: c[4] }),
})

/** Messages that wait, in the order in which they are due. */
export const selectPendingDeliveries = statement<typeof queries.selectPendingDeliveries>({
  sql: `select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from (select "seq", "id", "endpoint", "type", "user_id", "created_at", "attempts", "next_attempt_at", "last_failure", "dead_at" from "outbox" where ("outbox"."dead_at" is null AND ("outbox"."next_attempt_at", "outbox"."seq") > (?1, ?2)) order by "outbox"."next_attempt_at" asc, "outbox"."seq" asc limit 1000) "scanned" where ((?3 IS NULL OR "scanned"."endpoint" = ?3) and (?4 IS NULL OR "scanned"."user_id" = ?4)) limit ?5`,
  values: ['afterTime', 'afterSeq', 'endpoint', 'userId', 'limit'],
  kind: 'reads',
  row: (c) => ({ seq: c[0], messageId: c[1], endpoint: c[2], type: c[3], userId: c[4], createdAt: time(c[5]), attempts: c[6], nextAttemptAt: time(c[7]), lastFailure: c[8], deadAt: time(c[9]) }),
})
