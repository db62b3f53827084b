import type { CallerCtx } from '../../context.ts'
import { run } from '../../db/client.ts'
import { selectOwnProfile } from '../../db/statements.ts'
import type { OwnProfile } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'

/** The caller's profile. Throws `session_ended`, `account_disabled`. */
export async function getProfile(ctx: CallerCtx): Promise<OwnProfile> {
  return requireCaller(await run(ctx.db, selectOwnProfile({ ...ctx.caller, now: ctx.now() })))
}
