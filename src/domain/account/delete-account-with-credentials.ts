import type { Ctx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { forgetLoginAttempts } from '../../db/queries/login-attempts.ts'
import { deleteUser, selectUserId, userWithPassword } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { Credentials } from '../../schemas/session.ts'
import { proveCredentials } from '../users/prove-credentials.ts'

/** Erases a user who has no access token at hand, and everything of theirs. Throws what `proveCredentials` throws. */
export async function deleteAccountWithCredentials(ctx: Ctx, input: Credentials): Promise<void> {
  const { db } = ctx
  const { userId, passwordHash, addressHash } = await proveCredentials(ctx, input)
  const who = userWithPassword({ userId, passwordHash })
  const [, , left] = await commit(db, [
    forgetLoginAttempts(db, addressHash, who),
    deleteUser(db, who),
    selectUserId(db, userId),
  ])
  if (left.length > 0) throw new Problem('invalid_credentials') // the password changed while we compared
}
