// Compiled from src/db/queries/receipt.ts by npm run generate. Do not edit.
import type * as queries from '../queries/receipt.ts'
import { statement } from '../statement.ts'

/** Fails the batch that it stands in if the event was recorded, by adding it once more (`events.id` is unique). */
export const failIfRecorded = statement<typeof queries.failIfRecorded>({
  sql: `insert into "events" ("id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support") select "id", "user_id", "type", "created_at", "session_id", "ip", "device_name", "other_id", "method", "by_support" from "events" where "events"."id" = ?1`,
  values: ['eventId'],
  kind: 'writes',
})
