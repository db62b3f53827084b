import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { selectCaller } from '../../db/queries/caller.ts'
import { callerWithPassword, deleteUser, selectUserId } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import { requirePassword } from '../password/require-password.ts'
import { requireCaller } from '../require-caller.ts'

/**
 * Erases the caller and everything of theirs (App Store Review Guidelines 5.1.1(v)): the rows of every other table go
 * with the user's. Throws `invalid_credentials`, `session_ended`, `account_disabled`.
 */
export async function deleteAccount(ctx: ActorCtx, password: string): Promise<void> {
  const { passwordHash } = await requirePassword(ctx, password)
  const { actor, db } = ctx
  const now = ctx.now()
  const [, left, callers] = await commit(db, [
    deleteUser(db, callerWithPassword(db, actor, now, passwordHash)),
    selectUserId(db, actor.userId),
    selectCaller(db, actor, now, {}),
  ])
  if (left.length === 0) return
  requireCaller(callers)
  throw new Problem('invalid_credentials') // the password changed while we compared
}
