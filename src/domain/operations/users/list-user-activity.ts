import { selectUserId } from '../../../db/statements/account.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { type ActivityPage, activityAfter, toActivityPage } from '../../events/activity.ts'

/**
 * What happened to a user's account, newest first, a page at a time. Throws `invalid_request` for a cursor that is not ours,
 * `user_not_found`, and what `readAsOperator` throws.
 */
export async function listUserActivity(
  ctx: OperatorCtx,
  userId: string,
  cursor: string | undefined,
): Promise<ActivityPage> {
  const { user, found } = await readAsOperator(ctx, {
    user: selectUserId({ userId }),
    found: await activityAfter(ctx, userId, cursor),
  })
  if (!user) throw new Problem('user_not_found')
  return toActivityPage(ctx, userId, found)
}
