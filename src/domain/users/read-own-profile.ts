import type { ActorCtx } from '../../context.ts'
import { selectCaller } from '../../db/queries/caller.ts'
import type { OwnProfile } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { ownProfileColumns } from './columns.ts'

/** The caller's profile. Throws `session_ended`, `account_disabled`. */
export async function readOwnProfile(ctx: ActorCtx): Promise<OwnProfile> {
  return requireCaller(await selectCaller(ctx.db, ctx.actor, ctx.now(), ownProfileColumns))
}
