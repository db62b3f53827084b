import type { ListedUser } from '../../../db/rows.ts'
import { selectUserWithEmail } from '../../../db/statements/users.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/** The user with exactly this email address, verified or not. Throws `user_not_found`, and what `readAsOperator` throws. */
export async function findUserByEmail(ctx: OperatorCtx, email: string): Promise<ListedUser> {
  const { user } = await readAsOperator(ctx, { user: selectUserWithEmail({ email }) })
  if (!user) throw new Problem('user_not_found')
  return user
}
