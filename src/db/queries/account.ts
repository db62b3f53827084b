import { and, eq } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import { users } from '../schema.ts'
import { provenUser } from './proof.ts'
import { type Params, query, queryOne } from './query.ts'
import { callersUser } from './who.ts'

/** Deletes the user of a proof, if it still holds; all their other rows are deleted with it. */
export const deleteUser = query((db, { proof, now }: Params<{ proof: Proof; now: Date }>) =>
  db.delete(users).where(provenUser(db, proof, now)),
)

/** Deletes the caller, if what they have proven still holds; all their other rows are deleted with it. */
export const deleteCaller = query((db, caller: Params<Caller & { proof: Proof; now: Date }>) =>
  db.delete(users).where(and(callersUser(db, caller, caller.now), provenUser(db, caller.proof, caller.now))),
)

/** The user's `_id`, disabled or not. No row: they are gone. */
export const selectUserId = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db.select({ _id: users._id }).from(users).where(eq(users._id, userId)),
)
