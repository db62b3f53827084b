import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { callerWithPassword, deleteUser } from '../../db/queries/users.ts'
import { requirePassword } from '../password/require-password.ts'

/**
 * Erases the caller and everything of theirs (App Store Review Guidelines 5.1.1(v)): the rows of every other table go
 * with the user's. Throws `invalid_credentials`, `session_ended`, `account_disabled`.
 */
export async function deleteAccount(ctx: ActorCtx, password: string): Promise<void> {
  const { passwordHash } = await requirePassword(ctx, password)
  await commit(ctx.db, [deleteUser(ctx.db, callerWithPassword(ctx.db, ctx.actor, ctx.now(), passwordHash))])
}
