import type { Ctx } from '../../context.ts'
import { ping } from '../../db/client.ts'
import { countStranger } from '../count-call.ts'

/** Makes sure that the database answers. Throws `rate_limited`: it is the one call that costs us and needs nothing. */
export async function checkHealth(ctx: Ctx): Promise<void> {
  await countStranger(ctx)
  await ping(ctx.db)
}
