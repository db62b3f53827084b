import { and, eq, inArray, sql } from 'drizzle-orm'
import { factors } from '../schema.ts'
import { type Params, query } from './query.ts'

/** Up to `limit` factors that are sealed with one of these keys, of which `keyIds` is the JSON list. */
export const selectSealedFactors = query((db, { keyIds, limit }: Params<{ keyIds: string; limit: number }>) =>
  db
    .select({ _id: factors._id, secret: factors.secret })
    .from(factors)
    .where(inArray(factors.keyId, sql`(SELECT value FROM json_each(${keyIds}))`))
    .limit(limit),
)

/** Replaces a sealed secret by the same one, sealed with another key. */
export const resealFactor = query(
  (db, reseal: Params<{ factorId: string; old: string; secret: string; keyId: string }>) =>
    db
      .update(factors)
      .set({ secret: sql`${reseal.secret}`, keyId: sql`${reseal.keyId}` })
      .where(and(eq(factors._id, reseal.factorId), eq(factors.secret, reseal.old))),
)
