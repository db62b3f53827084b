import type { Ctx } from '../../context.ts'
import { ping } from '../../db/client.ts'
import { callerAddress, countCall } from '../count-call.ts'

/** Makes sure that the database answers. Throws `rate_limited`: it is the one call that costs us and needs nothing. */
export async function checkHealth(ctx: Ctx): Promise<void> {
  await countCall(ctx, 'LIMIT_GENERAL', callerAddress(ctx))
  await ping(ctx.db)
}
