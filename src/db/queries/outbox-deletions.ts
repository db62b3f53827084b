import { and, inArray, type SQL, sql } from 'drizzle-orm'
import type { Caller } from '../../model/caller.ts'
import type { Proof } from '../../model/proof.ts'
import { users } from '../schema.ts'
import { deletedUser } from './account.ts'
import { userOfAudit } from './audit-records.ts'
import { callersGuest } from './guests.ts'
import { messageQuery, payload, type Told, text } from './message.ts'
import { recentWithOnlyPasskeys } from './passkeys.ts'
import { provenUser } from './proof.ts'
import type { Builder, Params } from './query.ts'
import type { RecentCaller } from './recent-sign-in.ts'
import { type Keeping, unusedGuests } from './unused-guests.ts'
import { callersUser } from './who.ts'

// Messages of users who are deleted: of what leaves no event behind.

/** A query that adds that users are deleted; before they are, under the same condition. */
const deletionQuery = <V extends Told>(who: (db: Builder, values: Params<V>) => SQL | undefined) =>
  messageQuery('user.deleted', who, {
    _id: () => sql`${users._id} || ${'_user_deleted'}`,
    data: () => payload(sql`json_object(${text('_id')}, ${users._id})`),
  })

/** Adds that the user of a proof is deleted (`deleteUser`). */
export const addDeletion = deletionQuery((db, deletion: Params<Told & { proof: Proof; factorsCount: boolean }>) =>
  deletedUser(db, deletion),
)

/** Adds that the caller is deleted (`deleteCaller`). */
export const addCallersDeletion = deletionQuery((db, caller: Params<Told & Caller & { proof: Proof }>) =>
  and(callersUser(db, caller, caller.now), provenUser(db, caller.proof, caller.now)),
)

/** Adds that the caller is deleted, if they are a guest (`deleteCallersGuest`). */
export const addGuestsDeletion = deletionQuery((db, caller: Params<Told & Caller>) =>
  callersGuest(db, caller, caller.now),
)

/** Adds that the caller is deleted, who only has passkeys (`deleteCallerWithOnlyPasskeys`). */
export const addPasskeyHoldersDeletion = deletionQuery((db, caller: Params<Told & RecentCaller>) =>
  recentWithOnlyPasskeys(db, caller),
)

/** Adds that guests are deleted whom nobody uses any more (`deleteUnusedGuests`). */
export const addUnusedGuestsDeletion = deletionQuery((db, keeping: Params<Told & Keeping>) =>
  inArray(users._id, unusedGuests(db, keeping)),
)

/** Adds that an operator deletes a user (`deleteUserOfAudit`). */
export const addDeletionByOperator = deletionQuery((db, { auditId }: Params<Told & { auditId: string }>) =>
  inArray(users._id, userOfAudit(db, auditId)),
)
