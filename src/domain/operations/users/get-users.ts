import type { ListedUser } from '../../../db/rows.ts'
import { selectUsersWithIds } from '../../../db/statements/users.gen.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/**
 * The users with some ids, in the order of the ids, each once; who is not there is left out. Throws what `readAsOperator`
 * throws.
 */
export async function getUsers(ctx: OperatorCtx, userIds: readonly string[]): Promise<ListedUser[]> {
  const { users } = await readAsOperator(ctx, { users: selectUsersWithIds({ userIds }) })
  const byId = new Map(users.map((user) => [user._id, user]))
  return [...new Set(userIds)].flatMap((userId) => byId.get(userId) ?? [])
}
