import type { Answers } from '../../db/database.ts'
import { selectUser } from '../../db/statements/users.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { OperatorCtx } from './operator-ctx.ts'

/** The statements that read all that operators may see of a user, for `toUser`. In a batch that changes them, they go last. */
export const userSteps = (_ctx: OperatorCtx, userId: string) => ({ user: selectUser({ userId }) })

/** A user as operators see them, of what `userSteps` have found. Throws `user_not_found`. */
export function toUser({ user }: Answers<ReturnType<typeof userSteps>>) {
  if (!user) throw new Problem('user_not_found')
  return user
}

export type UserForOperators = ReturnType<typeof toUser>
