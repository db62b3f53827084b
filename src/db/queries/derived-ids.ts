import { eq, sql } from 'drizzle-orm'
import { derivedIds, users } from '../schema.ts'
import { type Params, query } from './query.ts'

/** Keeps which users some UUIDs stand for, of those who are there; `ids` is a JSON list of `[uuid, userId]`. */
export const insertDerivedIds = query((db, { ids }: Params<{ ids: readonly (readonly [string, string])[] }>) =>
  db
    .insert(derivedIds)
    .select(
      db
        .select({ uuid: sql<string>`given.value ->> 0`.as('uuid'), userId: users._id })
        .from(sql`json_each(${ids}) AS given`)
        .innerJoin(users, eq(users._id, sql`given.value ->> 1`)),
    )
    .onConflictDoNothing(),
)
