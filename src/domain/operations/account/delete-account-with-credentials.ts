import { commit } from '../../../db/commit.ts'
import { deleteUser, selectLeftUser } from '../../../db/statements/account.gen.ts'
import { deleteProvenLoginCode } from '../../../db/statements/login-codes.gen.ts'
import { addDeletion } from '../../../db/statements/outbox-deletions.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { notifyAccountDeleted } from '../../notices/notify-account-deleted.ts'
import { proveCredentials } from '../../proofs/prove-credentials.ts'

/**
 * Deletes a user who has no access token at hand, and everything of theirs. A mail tells the owner of a verified email.
 * Throws `second_factor_required` for an account with a factor, which is deleted in the app, and what
 * `proveCredentials` throws.
 */
export async function deleteAccountWithCredentials(
  ctx: Ctx,
  input: { email: string; password: string },
): Promise<void> {
  const { proof, ownersEmail, forgetFailures } = await proveCredentials(ctx, input)
  const factorsCount = ctx.settings.FACTORS === 'on'
  const now = ctx.now()
  const endpoints = ctx.db.outbox?.endpointsFor('user.deleted')
  const { left } = await commit(ctx.db, {
    forgetFailures,
    ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: deleteProvenLoginCode({ proof, now, factorsCount }) }),
    ...(endpoints && { message: addDeletion({ proof, now, factorsCount, endpoints }) }),
    user: deleteUser({ proof, now, factorsCount }),
    left: selectLeftUser({ userId: proof.userId }),
  })
  if (left?.hasFactor && factorsCount) throw new Problem('second_factor_required')
  if (left) throw new Problem('invalid_credentials') // the password changed while we compared
  if (ownersEmail) notifyAccountDeleted(ctx, ownersEmail)
}
