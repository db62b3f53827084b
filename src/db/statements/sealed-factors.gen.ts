// Compiled from src/db/queries/sealed-factors.ts by npm run generate. Do not edit.
import type * as queries from '../queries/sealed-factors.ts'
import { statement } from '../statement.ts'

/** Replaces a sealed secret by the same one, sealed with another key. */
export const resealFactor = statement<typeof queries.resealFactor>({
  sql: `update "factors" set "secret" = ?1, "key_id" = ?2 where ("factors"."id" = ?3 and "factors"."secret" = ?4)`,
  values: ['secret', 'keyId', 'factorId', 'old'],
  kind: 'writes',
})

/** Up to `limit` factors that are sealed with one of these keys, of which `keyIds` is the JSON list. */
export const selectSealedFactors = statement<typeof queries.selectSealedFactors>({
  sql: `select "id", "secret" from "factors" where "factors"."key_id" in (SELECT value FROM json_each(?1)) limit ?2`,
  values: ['keyIds', 'limit'],
  kind: 'reads',
  row: (c) => ({ _id: c[0], secret: c[1] }),
})
