import { run } from '../../db/database.ts'
import { selectEventsById } from '../../db/statements/hooks.gen.ts'
import type { Ctx } from '../context.ts'
import { askAfterwards } from './ask.ts'
import type { AskedHooks } from './asked-hooks.ts'
import type { Hooks } from './hooks.ts'
import { nothing } from './returned.ts'

type Hook = NonNullable<Hooks['afterCommit']>

/**
 * Tells a hook of events after the response. They are read by their ids: so it hears of those that were recorded, also
 * where the database lost the response to a batch, and as they are at its end.
 */
export const tellOfEvents =
  (hook: Hook): NonNullable<AskedHooks['afterCommit']> =>
  (ctx, eventIds) =>
    ctx.defer('hook: afterCommit', tell(ctx, hook, eventIds))

async function tell(ctx: Ctx, hook: Hook, eventIds: readonly string[]): Promise<void> {
  const events = await run(ctx.db, selectEventsById({ eventIds }))
  if (events.length === 0) return // deleted since, with their user
  await askAfterwards('afterCommit', ctx, (own, signal) => hook(own, events, signal), nothing, undefined)
}
