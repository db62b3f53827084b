// Compiled from src/db/queries/outbox-state.ts by npm run generate. Do not edit.
import type * as queries from '../queries/outbox-state.ts'
import { statement } from '../statement.ts'

/** How many messages nobody has taken yet, and were given up, up to 10,000 of each, and how many endpoints have stopped. */
export const selectOutboxState = statement<typeof queries.selectOutboxState>({
  sql: `select (SELECT count(*) FROM (select 1 as "one" from "outbox" where ("outbox"."dead_at" is null and "outbox"."next_attempt_at" >= 0) limit 10000)) as "pending", (SELECT count(*) FROM (select 1 as "one" from "outbox" where ("outbox"."dead_at" is not null and "outbox"."dead_at" >= 0) limit 10000)) as "dead", (select count(*) from "stopped_endpoints" where "stopped_endpoints"."endpoint" >= '') as "stopped" from (SELECT 1)`,
  values: [],
  kind: 'reads',
  row: (c) => ({ pending: c[0], dead: c[1], stopped: c[2] }),
  one: true,
})
