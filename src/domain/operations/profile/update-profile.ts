import { commit, commitOne } from '../../../db/commit.ts'
import { run } from '../../../db/database.ts'
import type { OwnProfile, ProfileChanges } from '../../../db/rows.ts'
import { selectOwnProfile, updateOwnProfile } from '../../../db/statements/profile.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** Merges the changes into the caller's profile and returns all of it. Throws `session_ended`, `account_disabled`. */
export async function updateProfile(ctx: CallerCtx, changes: ProfileChanges): Promise<OwnProfile> {
  const caller = { ...ctx.caller, now: ctx.now() }
  if (Object.values(changes).every((value) => value === undefined))
    return requireCaller(await run(ctx.db, selectOwnProfile(caller)))
  const update = updateOwnProfile({ ...caller, changes })
  const message = ctx.db.outbox?.addProfileUpdate({ ...caller, fields: definedKeys(changes) })
  const profile = message
    ? (await commit(ctx.db, { profile: update, message })).profile
    : await commitOne(ctx.db, update)
  if (profile) return profile
  requireCaller(await run(ctx.db, selectCallerStatus(caller))) // only a refused call costs this query for the reason
  throw new Problem('session_ended')
}

const definedKeys = (changes: ProfileChanges) =>
  Object.entries(changes).flatMap(([field, value]) => (value === undefined ? [] : field))
