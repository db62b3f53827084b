import { commit } from '../../../db/client.ts'
import {
  deleteCallerWithIdentity,
  deleteCallerWithPassword,
  selectCallerStatus,
  selectUserId,
} from '../../../db/statements.gen.ts'
import type { AccountDeletion, DeletionByPassword, DeletionByProvider } from '../../../http/api/account/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import { revokeAtApple } from '../../../outbound/apple-revocation.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { verifyCallersPassword } from '../../proofs/verify-callers-password.ts'
import { verifyIdentity } from '../../proofs/verify-identity.ts'

/**
 * Deletes the caller and everything of theirs (App Store Review Guidelines 5.1.1(v)): the rows of every other table go
 * with the user's. What they granted at Apple is revoked after the response.
 * Throws `identity_not_found` for an account at a provider that is not linked, and what `verifyCallersPassword` or
 * `verifyIdentity` throws.
 */
export async function deleteAccount(ctx: CallerCtx, input: AccountDeletion): Promise<void> {
  const clientId = 'provider' in input ? await deleteWithIdentity(ctx, input) : await deleteWithPassword(ctx, input)
  if (input.appleAuthorizationCode) revokeGrant(ctx, input.appleAuthorizationCode, clientId)
}

async function deleteWithPassword(ctx: CallerCtx, input: DeletionByPassword): Promise<undefined> {
  const { caller, db } = ctx
  const { passwordHash, forgetting } = await verifyCallersPassword(ctx, input.password)
  const { userId } = caller
  const now = ctx.now()
  const [, , left, callers] = await commit(db, [
    forgetting,
    deleteCallerWithPassword({ ...caller, passwordHash, now }),
    selectUserId({ userId }),
    selectCallerStatus({ ...caller, now }),
  ])
  if (left.length === 0) return
  requireCaller(callers)
  throw new Problem('invalid_credentials') // the password changed while we compared
}

/** Returns our client id at Apple that the ID token was for, if it is Apple's. */
async function deleteWithIdentity(ctx: CallerCtx, input: DeletionByProvider): Promise<string | undefined> {
  const { caller, db } = ctx
  const { provider, subject, audience } = await verifyIdentity(ctx, input.provider, input)
  const now = ctx.now()
  const [, left, callers] = await commit(db, [
    deleteCallerWithIdentity({ ...caller, provider, subject, now }),
    selectUserId({ userId: caller.userId }),
    selectCallerStatus({ ...caller, now }),
  ])
  if (left.length === 0) return provider === 'apple' ? audience : undefined
  requireCaller(callers)
  throw new Problem('identity_not_found')
}

/**
 * Nobody waits for it, since Apple tells users how to do it themselves; `deferred_failed` logs the code of a failure.
 */
function revokeGrant({ settings, now, defer }: CallerCtx, code: string, clientId: string | undefined): void {
  const { APPLE_TEAM_ID: team, APPLE_KEY_ID: keyId, APPLE_PRIVATE_KEY: privateKey } = settings
  const id = clientId ?? settings.APPLE_CLIENT_IDS?.[0]
  if (id && team && keyId && privateKey) defer(revokeAtApple({ id, team, keyId, privateKey }, code, now()))
}
