import { selectAccountsWithIds } from '../../../db/statements/accounts.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/**
 * The account of the first of some ids that somebody has: where one spelling may stand for several. Throws `user_not_found`,
 * and what `readAsOperator` throws.
 */
export async function findAccount(ctx: OperatorCtx, userIds: readonly string[]) {
  const { accounts } = await readAsOperator(ctx, { accounts: selectAccountsWithIds({ userIds }) })
  const [first] = accounts.toSorted((a, b) => userIds.indexOf(a._id) - userIds.indexOf(b._id))
  if (!first) throw new Problem('user_not_found')
  return first
}
