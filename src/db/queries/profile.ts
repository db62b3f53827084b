import { and, eq, sql } from 'drizzle-orm'
import { pick } from '../../lib/pick.ts'
import type { Caller } from '../../model/caller.ts'
import { OWN_PROFILE, PUBLIC_PROFILE } from '../../model/profile-fields.ts'
import type { ProfileChanges } from '../rows.ts'
import { sessions, users } from '../schema.ts'
import { changed, changedMetadata, metadataFits } from './profile-columns.ts'
import { type Params, queryOne } from './query.ts'
import { callersUser, enabledUserWithId, generationOfGranted, selectCaller } from './who.ts'

// The columns that the lists of profile-fields.ts name, and no others.
export const ownProfile = { ...pick(users, OWN_PROFILE), metadata: users.userMetadata }
const publicProfile = pick(users, PUBLIC_PROFILE)

/** The caller's profile as they see it. */
export const selectOwnProfile = selectCaller(ownProfile)

/** The profile of the user of a session that this batch has started, as they see it. No row: it was not started. */
export const selectSignedInProfile = queryOne((db, { sessionId }: Params<{ sessionId: string }>) =>
  db
    .select(ownProfile)
    .from(sessions)
    .innerJoin(users, eq(users._id, sessions.userId))
    .where(eq(sessions._id, sessionId)),
)

/** What anyone may see of a user, if not disabled. */
export const selectPublicProfile = queryOne((db, { userId }: Params<{ userId: string }>) =>
  db.select(publicProfile).from(users).where(enabledUserWithId(userId)),
)

/** The patch of the metadata is JSON, as text. */
type OwnChanges = ProfileChanges & { metadata?: string | null | undefined }

/**
 * Writes the changes to the caller's own row, and returns the whole profile. No row: see `selectCallerStatus`, and if that
 * finds no reason, the metadata would be too large.
 */
export const updateOwnProfile = queryOne((db, caller: Params<Caller & { changes: OwnChanges; now: Date }>) =>
  db
    .update(users)
    .set({
      ...changed(caller.changes),
      userMetadata: changedMetadata(caller.changes),
      updatedAt: sql`${caller.now}`,
    })
    .where(and(callersUser(db, caller, caller.now), metadataFits(caller.changes)))
    .returning({ ...ownProfile, generation: generationOfGranted(db, caller) }),
)
