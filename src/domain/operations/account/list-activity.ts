import type { CallerCtx } from '../../context.ts'
import { type ActivityPage, activityAfter, toActivityPage } from '../../events/activity.ts'
import { readAsCaller } from '../../proofs/read-as-caller.ts'

/**
 * What happened to the caller's account, newest first, a page at a time.
 * Throws `invalid_request` for a cursor that is not ours, `session_ended`, `account_disabled`.
 */
export async function listActivity(ctx: CallerCtx, cursor: string | undefined): Promise<ActivityPage> {
  const { userId } = ctx.caller
  const { found } = await readAsCaller(ctx, { found: await activityAfter(ctx, userId, cursor) })
  return toActivityPage(ctx, userId, found)
}
