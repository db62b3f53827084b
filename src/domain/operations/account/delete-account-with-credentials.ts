import { commit } from '../../../db/client.ts'
import { deleteUserWithPassword, selectUserId } from '../../../db/statements.gen.ts'
import type { Credentials } from '../../../http/api/sign-in/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { verifyCredentials } from '../../proofs/verify-credentials.ts'

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
