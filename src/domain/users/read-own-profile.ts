import type { ActorCtx } from '../../context.ts'
import type { OwnProfile } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { selectOwnProfile } from './select-profile.ts'

/** The caller's profile. Throws `session_ended`, `account_disabled`. */
export async function readOwnProfile(ctx: ActorCtx): Promise<OwnProfile> {
  return requireCaller(await selectOwnProfile(ctx.db, ctx.actor, ctx.now()))
}
