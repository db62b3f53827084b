import { selectUser } from '../../../db/statements/users.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/** All that operators may see of a user. Throws `user_not_found`, and what `readAsOperator` throws. */
export async function getUser(ctx: OperatorCtx, userId: string) {
  const { user } = await readAsOperator(ctx, { user: selectUser({ userId }) })
  if (!user) throw new Problem('user_not_found')
  return user
}
