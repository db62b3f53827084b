// Compiled from src/db/queries/derived-ids.ts by npm run generate. Do not edit.
import type * as queries from '../queries/derived-ids.ts'
import { statement } from '../statement.ts'

/** Keeps which users some UUIDs stand for, of those who are there; `ids` is a JSON list of `[uuid, userId]`. */
export const insertDerivedIds = statement<typeof queries.insertDerivedIds>({
  sql: `insert into "derived_ids" ("uuid", "user_id") select given.value ->> 0 as "uuid", "users"."id" from json_each(?1) AS given inner join "users" on "users"."id" = given.value ->> 1 on conflict do nothing`,
  values: ['ids'],
  kind: 'writes',
})
