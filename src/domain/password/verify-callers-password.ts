import type { CallerCtx } from '../../context.ts'
import { verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { countCallersGuess, selectCallersPassword, selectLoginBlock } from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import { enforceLimit } from '../enforce-limit.ts'
import { requireCaller } from '../require-caller.ts'
import { passwordAttemptKey } from './attempt-keys.ts'
import { requireUnblocked } from './require-unblocked.ts'

/** What was proven. */
interface VerifiedPassword {
  email: string
  /** Where to tell the owner of what is done then: their email if it is verified, since else it may be a stranger's. */
  ownersEmail: string | undefined
  /** What is done then must still ask for it. */
  passwordHash: string
  /** Under which the attempt was counted; what is done next forgets that count. */
  attemptKey: string
}

/**
 * Proves that the caller knows their password, in a round trip of its own. Wrong ones are counted as those of a login
 * are, but by themselves: who has a stolen session guesses no faster, and holds up no login. Throws
 * `invalid_credentials`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function verifyCallersPassword(ctx: CallerCtx, password: string): Promise<VerifiedPassword> {
  const { caller, db, settings } = ctx
  await enforceLimit(ctx, 'LIMIT_PASSWORD', caller.userId)
  const attemptKey = await passwordAttemptKey(ctx, caller.userId)
  const now = ctx.now()
  const [counted, blocks, callers] = await commit(db, [
    countCallersGuess({ ...caller, attemptKey, now }),
    selectLoginBlock({ attemptKey }),
    selectCallersPassword({ ...caller, now }),
  ])
  const { email, emailVerified, passwordHash } = requireCaller(callers)
  requireUnblocked(counted, blocks, now)
  const { matches } = await verifyPassword(password, passwordHash, settings.PASSWORD_ITERATIONS, ctx.readImportedHash)
  if (!matches || passwordHash === null) throw new Problem('invalid_credentials', { message: 'The password is wrong.' }) // no email was sent
  return { email, ownersEmail: emailVerified ? email : undefined, passwordHash, attemptKey }
}
