import { commit } from '../../db/commit.ts'
import { countCallersGuess, selectAttemptBlock } from '../../db/statements/attempts.gen.ts'
import { selectCallersPassword } from '../../db/statements/password.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'
import { enforceLimit } from '../limits/enforce-limit.ts'
import { ownersEmail } from '../notices/owners-email.ts'
import { callersAttemptKey } from './attempt-keys.ts'
import { comparePassword, type ProvenUser } from './compare-password.ts'
import { requireCaller } from './require-caller.ts'
import { requireUnblocked } from './require-unblocked.ts'

interface ProvenCaller extends ProvenUser {
  name: string
}

/**
 * Proves the caller's password, in its own round trip. Wrong ones are counted like those of a login, but for the
 * session alone: someone who has stolen it can guess no faster, and blocks neither logins nor other sessions. Throws
 * `invalid_credentials`, `upgrade_required` to a guest, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function proveCallersPassword(ctx: CallerCtx, password: string): Promise<ProvenCaller> {
  const { caller } = ctx
  await enforceLimit(ctx, 'LIMIT_PASSWORD', caller.sessionId)
  const attemptKey = await callersAttemptKey(ctx)
  const now = ctx.now()
  const { attempt, block, found } = await commit(ctx.db, {
    attempt: countCallersGuess({ ...caller, attemptKey, now }),
    block: selectAttemptBlock({ attemptKey }),
    found: selectCallersPassword({ ...caller, now }),
  })
  const { passwordHash, name, isGuest, ...address } = requireCaller(ctx, found)
  if (isGuest) throw new Problem('upgrade_required')
  requireUnblocked(attempt, block, now)
  const proven = await comparePassword(ctx, password, attemptKey, { _id: caller.userId, passwordHash })
  if (!proven) throw wrongPassword()
  return { ...proven, email: address.email, name, ownersEmail: ownersEmail(address) }
}

/** The problem of a call that takes a password and no email. */
export const wrongPassword = (): Problem => new Problem('invalid_credentials', { message: 'The password is wrong.' })
