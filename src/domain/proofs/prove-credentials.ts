import { commit } from '../../db/commit.ts'
import { countLoginAttempt, selectLoginBlock } from '../../db/statements/attempts.gen.ts'
import { selectCredential } from '../../db/statements/sign-in.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { enforceLimit, enforceLimitByIp } from '../limits/enforce-limit.ts'
import { ownersEmail } from '../notices/owners-email.ts'
import { loginAttemptKey } from './attempt-keys.ts'
import { comparePassword, type ProvenPassword } from './compare-password.ts'
import { knownDevice } from './known-device.ts'
import { requireUnblocked } from './require-unblocked.ts'

interface ProvenLogin extends ProvenPassword {
  email: string
  /** Where to notify the owner. */
  ownersEmail: string | undefined
  /** Whether the device has proven that the user has signed in on it before. */
  isDeviceKnown: boolean
}

/**
 * Proves the password of the user who has an email, in its own round trip.
 * Throws `invalid_credentials`, at the same cost whether the email is known or not, `account_disabled`, and
 * `rate_limited` while logins with the email, or on a known device, are blocked after ten failures in a row.
 */
export async function proveCredentials(
  ctx: Ctx,
  { email, password, deviceToken }: { email: string; password: string; deviceToken?: string | undefined },
): Promise<ProvenLogin> {
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  const device = await knownDevice(ctx, email, deviceToken)
  // A known device counts by itself: strangers on the same network cannot spend what it has.
  if (device.deviceKey === null) await enforceLimitByIp(ctx, 'LIMIT_PASSWORD', email)
  else await enforceLimit(ctx, 'LIMIT_PASSWORD', device.deviceKey)
  const attemptKey = await loginAttemptKey(ctx, email)
  const now = ctx.now()
  const { attempt, block, credential } = await commit(ctx.db, {
    attempt: countLoginAttempt({ email, attemptKey, ...device, now }),
    block: selectLoginBlock({ email, attemptKey, ...device }),
    credential: selectCredential({ email }),
  })
  requireUnblocked(attempt, block, now)
  const isDeviceKnown = device.deviceKey !== null && device.deviceUserId === credential?._id
  const proven = await comparePassword(ctx, password, isDeviceKnown ? device.deviceKey : attemptKey, credential)
  if (!proven || !credential) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')
  return { ...proven, email, ownersEmail: ownersEmail({ ...credential, email }), isDeviceKnown }
}
