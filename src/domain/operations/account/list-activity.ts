import { batch } from '../../../db/database.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { type ActivityPage, activityAfter, toActivityPage } from '../../events/activity.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * What happened to the caller's account, newest first, a page at a time.
 * Throws `invalid_request` for a cursor that is not ours, `session_ended`, `account_disabled`.
 */
export async function listActivity(ctx: CallerCtx, cursor: string | undefined): Promise<ActivityPage> {
  const { caller, db } = ctx
  const { status, found } = await batch(db, {
    status: selectCallerStatus({ ...caller, now: ctx.now() }),
    found: await activityAfter(ctx, caller.userId, cursor),
  })
  requireCaller(ctx, status)
  return toActivityPage(ctx, caller.userId, found)
}
