// Compiled from src/db/queries/deliveries.ts by npm run generate. Do not edit.
import type * as queries from '../queries/deliveries.ts'
import { statement, time } from '../statement.ts'

/**
 * Takes up to `limit` messages to an endpoint that are due, for the time of a lease: of each user only the first, so that
 * theirs arrive in their order. Counts the attempt.
 */
export const claimMessages = statement<typeof queries.claimMessages>({
  sql: `update "outbox" set "attempts" = "outbox"."attempts" + 1, "next_attempt_at" = ?1 where "outbox"."seq" in (select "seq" from "outbox" where ("outbox"."dead_at" is null and "outbox"."next_attempt_at" <= ?2 and "outbox"."endpoint" = ?3 and not exists (select "seq" from "outbox" "earlier" where ("earlier"."endpoint" = "outbox"."endpoint" and "earlier"."user_id" = "outbox"."user_id" and "earlier"."seq" < "outbox"."seq" and "earlier"."dead_at" is null)) and not exists (select 1 from "stopped_endpoints" where "stopped_endpoints"."endpoint" = ?3)) order by "outbox"."next_attempt_at" asc limit ?4) returning "id", "user_id", "type", "data", "created_at", "attempts"`,
  values: ['leasedUntil', 'now', 'endpoint', 'limit'],
  kind: 'writes',
  row: (c) => ({ _id: c[0], userId: c[1], type: c[2], data: c[3], createdAt: time(c[4]), attempts: c[5] }),
})

/** Deletes up to `limit` messages that were given up before a time. */
export const deleteDead = statement<typeof queries.deleteDead>({
  sql: `delete from "outbox" where "outbox"."seq" in (select "seq" from "outbox" where ("outbox"."dead_at" is not null and "outbox"."dead_at" < ?1) limit ?2)`,
  values: ['before', 'limit'],
  kind: 'writes',
})

/** Deletes messages that an endpoint has taken; `ids` is a JSON list. */
export const deleteTaken = statement<typeof queries.deleteTaken>({
  sql: `delete from "outbox" where ("outbox"."endpoint" = ?1 and "outbox"."id" in (SELECT value FROM json_each(?2)))`,
  values: ['endpoint', 'ids'],
  kind: 'writes',
})

/** Gives up to `limit` old messages up that are to nobody who is still told; `endpoints`, a JSON list, are. */
export const giveUpForgotten = statement<typeof queries.giveUpForgotten>({
  sql: `update "outbox" set "last_failure" = coalesce("outbox"."last_failure", 'no such webhook'), "dead_at" = ?1 where "outbox"."seq" in (select "seq" from "outbox" where ("outbox"."dead_at" is null and "outbox"."next_attempt_at" >= 0 and "outbox"."created_at" < ?2 and "outbox"."endpoint" NOT IN (SELECT value FROM json_each(?3))) limit ?4)`,
  values: ['now', 'before', 'endpoints', 'limit'],
  kind: 'writes',
})

/** Gives up to `limit` messages up that are to stopped endpoints. */
export const giveUpStopped = statement<typeof queries.giveUpStopped>({
  sql: `update "outbox" set "last_failure" = 'status 410', "dead_at" = ?1 where "outbox"."seq" in (select "seq" from "outbox" where ("outbox"."dead_at" is null and "outbox"."endpoint" in (select "endpoint" from "stopped_endpoints")) limit ?2)`,
  values: ['now', 'limit'],
  kind: 'writes',
})

/** Makes the first message to an endpoint about each user of a JSON list due that waited for one before it. */
export const makeNextDue = statement<typeof queries.makeNextDue>({
  sql: `update "outbox" set "next_attempt_at" = ?1 where ("outbox"."seq" in (SELECT ((select min("seq") from "outbox" where ("outbox"."dead_at" is null and "outbox"."endpoint" = ?2 and "outbox"."user_id" = given.value))) FROM json_each(?3) AS given) and "outbox"."next_attempt_at" = 8640000000000000)`,
  values: ['now', 'endpoint', 'userIds'],
  kind: 'writes',
})

/**
 * Notes why messages were not taken and when they are tried again, and gives up those that are too old; `failed` is a JSON
 * list.
 */
export const noteFailures = statement<typeof queries.noteFailures>({
  sql: `update "outbox" set "next_attempt_at" = given.value ->> '$.nextAttemptAt', "last_failure" = given.value ->> '$.failure', "dead_at" = given.value ->> '$.deadAt' from json_each(?1) AS given where ("outbox"."id" = given.value ->> '$._id' and "outbox"."endpoint" = ?2)`,
  values: ['failed', 'endpoint'],
  kind: 'writes',
})

/** Sends an endpoint nothing more. */
export const stopEndpoint = statement<typeof queries.stopEndpoint>({
  sql: `insert into "stopped_endpoints" ("endpoint", "stopped_at") values (?1, ?2) on conflict do nothing`,
  values: ['endpoint', 'now'],
  kind: 'writes',
})
