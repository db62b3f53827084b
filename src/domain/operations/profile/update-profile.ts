import { commitOne, run } from '../../../db/client.ts'
import { selectCallerStatus, updateOwnProfile } from '../../../db/statements.gen.ts'
import type { OwnProfile, ProfileChanges } from '../../../http/api/profile/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
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
