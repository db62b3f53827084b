import { commit } from '../db/commit.ts'
import { run } from '../db/database.ts'
import { putLatestTime, selectLatestCounts } from '../db/statements/counts.gen.ts'
import type { Ctx } from '../domain/context.ts'
import { countHours } from './count-hours.ts'
import { countUsers } from './count-users.ts'

/**
 * Keeps `daily_counts`, from which operators see figures: what has happened since the last run, by hour and day, and how
 * many users there are. It may run twice, or at once, or not at all for a while: the next run goes on where one came to.
 */
export async function count(ctx: Ctx): Promise<void> {
  const { db, now } = ctx
  const rows = await run(db, selectLatestCounts({}))
  const latest = new Map(rows.map(({ kind, count }) => [kind, count]))
  await countHours(ctx, latest.get('counted_at'))
  await countUsers(ctx, latest)
  await commit(db, { ran: putLatestTime({ kind: 'ran_at', time: now() }) })
}
