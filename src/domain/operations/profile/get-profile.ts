import { run } from '../../../db/database.ts'
import type { OwnProfile } from '../../../db/rows.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The caller's profile. Throws `session_ended`, `account_disabled`. */
export async function getProfile(ctx: CallerCtx): Promise<OwnProfile> {
  return requireCaller(ctx, await run(ctx.db, selectOwnProfile({ ...ctx.caller, now: ctx.now() })))
}
