import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { selectCallerStatus } from '../../db/queries/caller.ts'
import { updateCaller } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { OwnProfile, ProfileChanges } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { readOwnProfile } from './read-own-profile.ts'
import { ownProfileColumns } from './select-profile.ts'

const updateOwnProfile = updateCaller(ownProfileColumns)

/** Merges the changes into the caller's profile and answers the whole. Throws `session_ended`, `account_disabled`. */
export async function updateProfile(ctx: ActorCtx, changes: ProfileChanges): Promise<OwnProfile> {
  if (Object.keys(changes).length === 0) return readOwnProfile(ctx)
  const now = ctx.now()
  const [[profile], callers] = await commit(ctx.db, [
    updateOwnProfile(ctx.db, ctx.actor, now, { ...changes, updatedAt: now }),
    selectCallerStatus(ctx.db, ctx.actor, now),
  ])
  requireCaller(callers)
  if (!profile) throw new Problem('session_ended')
  return profile
}
