import type { CallerCtx } from '../../context.ts'
import { commitOne, run } from '../../db/client.ts'
import { selectCallerStatus, updateOwnProfile } from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import type { OwnProfile, ProfileChanges } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { getProfile } from './get-profile.ts'

/** Merges the changes into the caller's profile and returns all of it. Throws `session_ended`, `account_disabled`. */
export async function updateProfile(ctx: CallerCtx, changes: ProfileChanges): Promise<OwnProfile> {
  if (Object.keys(changes).length === 0) return getProfile(ctx)
  const caller = { ...ctx.caller, now: ctx.now() }
  const [profile] = await commitOne(ctx.db, updateOwnProfile({ ...caller, changes }))
  if (profile) return profile
  requireCaller(await run(ctx.db, selectCallerStatus(caller))) // only a refused call costs this query for the reason
  throw new Problem('session_ended')
}
