import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'

/** All that operators may see of a user. Throws `user_not_found`, and what `readAsOperator` throws. */
export async function getUser(ctx: OperatorCtx, userId: string): Promise<UserForOperators> {
  return toUser(await readAsOperator(ctx, userSteps(ctx, userId)))
}
