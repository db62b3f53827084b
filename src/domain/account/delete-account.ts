import type { CallerCtx } from '../../context.ts'
import { revokeAtApple } from '../../crypto/apple-revocation.ts'
import { commit } from '../../db/client.ts'
import {
  deleteCallerWithIdentity,
  deleteCallerWithPassword,
  deleteLoginAttempts,
  selectCallerStatus,
  selectUserId,
} from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import type { AccountDeletion } from '../../schemas/account.ts'
import { proveIdentity } from '../identities/prove-identity.ts'
import { requirePassword } from '../password/require-password.ts'
import { requireCaller } from '../require-caller.ts'

/**
 * Erases the caller and everything of theirs (App Store Review Guidelines 5.1.1(v)): the rows of every other table go
 * with the user's. What they granted at Apple is taken back after the response.
 * Throws `identity_not_found` for an account at a provider that is not linked, and what `requirePassword` or
 * `proveIdentity` throws.
 */
export async function deleteAccount(ctx: CallerCtx, input: AccountDeletion): Promise<void> {
  const { caller, db } = ctx
  const { deletion, audience, addressHash } = await proveCaller(ctx, input)
  const [, left, callers] = await commit(db, [
    deletion,
    selectUserId({ userId: caller.userId }),
    selectCallerStatus({ ...caller, now: ctx.now() }),
    ...(addressHash ? [deleteLoginAttempts({ addressHash })] : []),
  ])
  if (left.length > 0) {
    requireCaller(callers)
    // Or else the password changed while we compared.
    throw new Problem('provider' in input ? 'identity_not_found' : 'invalid_credentials')
  }
  if (input.appleAuthorizationCode) revokeGrant(ctx, input.appleAuthorizationCode, audience)
}

/** The deletion of the caller, who is proven by what the statement asks for, and the client of Apple's that proved it. */
async function proveCaller(ctx: CallerCtx, input: AccountDeletion) {
  const { caller } = ctx
  if ('provider' in input) {
    const { provider, subject, audience } = await proveIdentity(ctx, input.provider, input)
    const deletion = deleteCallerWithIdentity({ ...caller, provider, subject, now: ctx.now() })
    return { deletion, audience: provider === 'apple' ? audience : undefined, addressHash: undefined }
  }
  const { passwordHash, addressHash } = await requirePassword(ctx, input.password)
  const deletion = deleteCallerWithPassword({ ...caller, passwordHash, now: ctx.now() })
  return { deletion, audience: undefined, addressHash }
}

/** Nobody waits for it, and Apple tells users how to do it themselves; of a failure `deferred_failed` has the code. */
function revokeGrant({ settings, now, defer }: CallerCtx, code: string, audience: string | undefined): void {
  const { APPLE_TEAM_ID: team, APPLE_KEY_ID: keyId, APPLE_PRIVATE_KEY: privateKey } = settings
  const id = audience ?? settings.APPLE_CLIENT_IDS?.[0]
  if (id && team && keyId && privateKey) defer(revokeAtApple({ id, team, keyId, privateKey }, code, now()))
}
