import { ping } from '../../../db/database.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/** Makes sure that the database answers. Throws `rate_limited`: anyone can call it, and it costs us a query. */
export async function checkHealth(ctx: Ctx): Promise<void> {
  await enforceLimitByIp(ctx)
  await ping(ctx.db)
}
