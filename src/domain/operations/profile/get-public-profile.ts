import { run } from '../../../db/database.ts'
import type { PublicProfile } from '../../../db/rows.ts'
import { selectPublicProfile } from '../../../db/statements/profile.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/** What anyone may see of a user. Throws `user_not_found`, for a disabled user too, and `rate_limited`. */
export async function getPublicProfile(ctx: Ctx, userId: string): Promise<PublicProfile> {
  await enforceLimitByIp(ctx)
  const profile = await run(ctx.db, selectPublicProfile({ userId }))
  if (!profile) throw new Problem('user_not_found')
  return profile
}
