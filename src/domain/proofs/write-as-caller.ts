import { commit } from '../../db/commit.ts'
import type { Answers, Steps } from '../../db/database.ts'
import type { CallerCtx } from '../context.ts'
import { type Checked, callerStep } from './read-as-caller.ts'
import { requireCaller } from './require-caller.ts'

/**
 * Writes for the caller, as one transaction in one round trip. Each of its statements has to ask by itself whether their
 * session is live (`callersUser`): this only tells why they wrote nothing. Throws `session_ended`, `account_disabled`,
 * `second_factor_required`.
 */
export async function writeAsCaller<S extends Steps & { caller?: never }>(
  ctx: CallerCtx,
  steps: S,
): Promise<Answers<S>> {
  const found: Answers<S> & Checked = await commit(ctx.db, { ...steps, ...callerStep(ctx) })
  requireCaller(ctx, found.caller)
  return found
}
