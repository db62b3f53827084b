import { sql } from 'drizzle-orm'
import type { Ctx } from '../../context.ts'

/** Makes sure that the database answers. */
export async function checkHealth(ctx: Ctx): Promise<void> {
  await ctx.db.run(sql`SELECT 1`)
}
