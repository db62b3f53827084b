import { verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { countLoginAttempt, forgetLoginAttempts, selectCredential, selectLoginBlock } from '../../db/statements.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { callerIp, enforceLimit } from '../limits/enforce-limit.ts'
import { loginAttemptKey } from './attempt-keys.ts'
import { requireUnblocked } from './require-unblocked.ts'

/**
 * A user whose password was right a moment ago; what is done next must check that this `passwordHash` is still theirs.
 */
interface VerifiedUser {
  userId: string
  passwordHash: string
  /** Whether the stored hash should be replaced by a stronger one. */
  needsRehash: boolean
  /** The statement that forgets the counted attempts, for the batch of what is done next. */
  forgetting: ReturnType<typeof forgetLoginAttempts>
}

/**
 * Verifies an email and its password, in its own round trip.
 * Throws `invalid_credentials`, at the same cost whether the email is known or not, `account_disabled`, and
 * `rate_limited` while logins with the email are blocked after ten failures in a row.
 */
export async function verifyCredentials(ctx: Ctx, input: { email: string; password: string }): Promise<VerifiedUser> {
  await enforceLimit(ctx, 'LIMIT_LOGIN', callerIp(ctx))
  await enforceLimit(ctx, 'LIMIT_PASSWORD', `${input.email} ${callerIp(ctx)}`)
  const attemptKey = await loginAttemptKey(ctx, input.email)
  const credential = await readCredential(ctx, input.email, attemptKey)
  const { settings, readImportedHash } = ctx
  const { matches, needsRehash } = await verifyPassword(
    input.password,
    credential?.passwordHash,
    settings.PASSWORD_ITERATIONS,
    readImportedHash,
  )
  if (!credential?.passwordHash || !matches) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')
  const { _id: userId, passwordHash } = credential
  return { userId, passwordHash, needsRehash, forgetting: forgetLoginAttempts({ attemptKey, userId, passwordHash }) }
}

/** Counts the attempt and reads the credential in one round trip. Throws `rate_limited` while logins are blocked. */
async function readCredential(ctx: Ctx, email: string, attemptKey: string) {
  const { db } = ctx
  const now = ctx.now()
  const [counted, blocks, [credential]] = await commit(db, [
    countLoginAttempt({ attemptKey, now }),
    selectLoginBlock({ attemptKey }),
    selectCredential({ email }),
  ])
  requireUnblocked(counted, blocks, now)
  return credential
}
