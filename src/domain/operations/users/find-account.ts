import { selectAccountsWithIds } from '../../../db/statements/accounts.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/** A UUID of a user, and the ids of which it may be the spelling. */
interface Spelling {
  uuid: string
  userIds: readonly string[]
}

/**
 * The account of the first of some ids that somebody has, or else the one that the UUID was kept for. Throws `user_not_found`,
 * and what `readAsOperator` throws.
 */
export async function findAccount(ctx: OperatorCtx, { uuid, userIds }: Spelling) {
  const { accounts } = await readAsOperator(ctx, { accounts: selectAccountsWithIds({ userIds, uuid }) })
  const first = userIds.flatMap((id) => accounts.filter(({ _id }) => _id === id)).at(0) ?? accounts.at(0)
  if (!first) throw new Problem('user_not_found')
  return first
}
