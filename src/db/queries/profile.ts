import { eq, sql } from 'drizzle-orm'
import { ownProfileKeys, type ProfileChanges, publicProfileKeys } from '../../http/api/profile/schemas.ts'
import { pick } from '../../lib/pick.ts'
import type { Caller } from '../rows.ts'
import { sessions, users } from '../schema.ts'
import { changed } from './profile-columns.ts'
import { type Params, query } from './query.ts'
import { enabledUserWithId } from './sign-in.ts'
import { callersUser, selectCaller } from './who.ts'

// The columns that the lists of profile-fields.ts name, and no others.
const ownProfile = pick(users, ownProfileKeys)
const publicProfile = pick(users, publicProfileKeys)

/** The caller's profile as they see it. */
export const selectOwnProfile = selectCaller(ownProfile)

/** The profile of the user of a session that this batch has started, as they see it. No row: it was not started. */
export const selectSignedInProfile = query((db, { sessionId }: Params<{ sessionId: string }>) =>
  db
    .select({ row: ownProfile })
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(eq(sessions._id, sessionId)),
)

/** What anyone may see of a user, if not disabled. */
export const selectPublicProfile = query((db, { userId }: Params<{ userId: string }>) =>
  db.select(publicProfile).from(users).where(enabledUserWithId(userId)),
)

/** Writes the changes to the caller's own row, and returns the whole profile. No row: see `selectCallerStatus`. */
export const updateOwnProfile = query((db, caller: Params<Caller & { changes: ProfileChanges; now: Date }>) =>
  db
    .update(users)
    .set({ ...changed(caller.changes), updatedAt: sql`${caller.now}` })
    .where(callersUser(db, caller, caller.now))
    .returning(ownProfile),
)
