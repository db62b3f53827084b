import type { Ctx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { forgetLoginAttempts } from '../../db/queries/login-attempts.ts'
import { deleteUser, userWithPassword } from '../../db/queries/users.ts'
import type { Credentials } from '../../schemas/session.ts'
import { proveCredentials } from '../users/prove-credentials.ts'

/** Erases a user who has no access token at hand, and everything of theirs. Throws what `proveCredentials` throws. */
export async function deleteAccountWithCredentials(ctx: Ctx, input: Credentials): Promise<void> {
  const { db } = ctx
  const { userId, passwordHash, addressHash } = await proveCredentials(ctx, input)
  const who = userWithPassword(userId, passwordHash)
  await commit(db, [forgetLoginAttempts(db, addressHash, who), deleteUser(db, who)])
}
