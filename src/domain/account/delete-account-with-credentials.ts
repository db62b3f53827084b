import type { Ctx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { deleteUserWithPassword, selectUserId } from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import type { Credentials } from '../../schemas/session.ts'
import { verifyCredentials } from '../users/verify-credentials.ts'

/** Deletes a user who has no access token at hand, and everything of theirs. Throws what `verifyCredentials` throws. */
export async function deleteAccountWithCredentials(ctx: Ctx, input: Credentials): Promise<void> {
  const { db } = ctx
  const { userId, passwordHash, forgetting } = await verifyCredentials(ctx, input)
  const [, , left] = await commit(db, [
    forgetting,
    deleteUserWithPassword({ userId, passwordHash }),
    selectUserId({ userId }),
  ])
  if (left.length > 0) throw new Problem('invalid_credentials') // the password changed while we compared
}
