import { and, eq, not, or, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import { users } from '../schema.ts'
import { hasFactor } from './factors.ts'
import { provenUser } from './proof.ts'
import { type Builder, type Params, query, queryOne } from './query.ts'
import { callersUser } from './who.ts'

/**
 * Deletes the user of a proof, if it still holds, and unless they have a factor where it is demanded; all their other
 * rows are deleted with it.
 */
export const deleteUser = query((db, deletion: Params<Deletion>) => db.delete(users).where(deletedUser(db, deletion)))

interface Deletion {
  proof: Proof
  now: Date
  factorsCount: boolean
}

/** Whom a proof alone deletes. */
export const deletedUser = (db: Builder, { proof, now, factorsCount }: Params<Deletion>) =>
  and(provenUser(db, proof, now), or(sql`NOT ${factorsCount}`, not(hasFactor(db))))

/** Deletes the caller, if what they have proven still holds; all their other rows are deleted with it. */
export const deleteCaller = query((db, caller: Params<Caller & { proof: Proof; now: Date }>) =>
  db.delete(users).where(and(callersUser(db, caller, caller.now), provenUser(db, caller.proof, caller.now))),
)

/** Whether a user has a factor. No row: they are gone. */
export const selectLeftUser = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db
    .select({ hasFactor: sql<number>`${hasFactor(db)}`.as('has_factor') })
    .from(users)
    .where(eq(users._id, userId)),
)

/** The user's `_id`, disabled or not. No row: they are gone. */
export const selectUserId = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db.select({ _id: users._id }).from(users).where(eq(users._id, userId)),
)
