import { verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import {
  countCallersGuess,
  forgetLoginAttempts,
  selectCallersPassword,
  selectLoginBlock,
} from '../../db/statements.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'
import { enforceLimit } from '../limits/enforce-limit.ts'
import { passwordAttemptKey } from './attempt-keys.ts'
import { requireCaller } from './require-caller.ts'
import { requireUnblocked } from './require-unblocked.ts'

/** A caller whose password was right a moment ago. */
interface VerifiedPassword {
  email: string
  /** Where to notify the owner: their email if it is verified; if not, it may be someone else's. */
  ownersEmail: string | undefined
  /** What is done next must check that this is still theirs. */
  passwordHash: string
  /** The statement that forgets the counted attempts, for the batch of what is done next. */
  forgetting: ReturnType<typeof forgetLoginAttempts>
}

/**
 * Verifies the caller's password, in its own round trip. Wrong ones are counted like those of a login, but separately:
 * someone with a stolen session can guess no faster, and cannot block logins. Throws `invalid_credentials`,
 * `rate_limited`, `session_ended`, `account_disabled`.
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
  if (!matches || passwordHash === null) {
    throw new Problem('invalid_credentials', { message: 'The password is wrong.' }) // this call has no email
  }
  const forgetting = forgetLoginAttempts({ attemptKey, userId: caller.userId, passwordHash })
  return { email, ownersEmail: emailVerified ? email : undefined, passwordHash, forgetting }
}
