import type { Ctx } from '../../context.ts'
import { selectUser } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { PublicProfile } from '../../schemas/profile.ts'
import { publicProfileColumns } from './columns.ts'

/** What anyone may see of a user. Throws `user_not_found`, for a disabled user too. */
export async function readPublicProfile(ctx: Ctx, userId: string): Promise<PublicProfile> {
  const [profile] = await selectUser(ctx.db, userId, publicProfileColumns)
  if (!profile) throw new Problem('user_not_found')
  return profile
}
