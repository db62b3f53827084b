import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { selectCaller } from '../../db/queries/caller.ts'
import { updateCaller } from '../../db/queries/users.ts'
import type { OwnProfile, ProfileChanges } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { ownProfileColumns } from './columns.ts'
import { readOwnProfile } from './read-own-profile.ts'

/** Merges the changes into the caller's profile and answers the whole. Throws `session_ended`, `account_disabled`. */
export async function updateProfile(ctx: ActorCtx, changes: ProfileChanges): Promise<OwnProfile> {
  if (Object.keys(changes).length === 0) return readOwnProfile(ctx)
  const now = ctx.now()
  const [, rows] = await commit(ctx.db, [
    updateCaller(ctx.db, ctx.actor, now, { ...changes, updatedAt: now }),
    selectCaller(ctx.db, ctx.actor, now, ownProfileColumns),
  ])
  return requireCaller(rows)
}
