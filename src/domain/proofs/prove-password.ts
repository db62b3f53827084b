import { verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/commit.ts'
import type { Bound } from '../../db/statement.ts'
import {
  countCallersGuess,
  countLoginAttempt,
  forgetAttempts,
  selectAttemptBlock,
  selectLoginBlock,
} from '../../db/statements/attempts.gen.ts'
import { selectCallersPassword } from '../../db/statements/password.gen.ts'
import { selectCredential } from '../../db/statements/sign-in.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { PasswordProof } from '../../model/proof.ts'
import type { CallerCtx, Ctx } from '../context.ts'
import { enforceLimit, enforceLimitByIp } from '../limits/enforce-limit.ts'
import { ownersEmail } from '../notices/owners-email.ts'
import { callersAttemptKey, loginAttemptKey } from './attempt-keys.ts'
import { knownDevice } from './known-device.ts'
import { requireCaller } from './require-caller.ts'
import { requireUnblocked } from './require-unblocked.ts'

/** A password that was right a moment ago: what is done next must give the proof to its statements. */
interface ProvenPassword {
  proof: PasswordProof
  /** Whether the stored hash should be replaced by a stronger one. */
  needsRehash: boolean
  /** Forgets the failed attempts, in the batch of what is done next. */
  forgetFailures: Bound<D1Result>
}

interface ProvenUser extends ProvenPassword {
  email: string | null
  /** Where to notify the owner. */
  ownersEmail: string | undefined
}

interface ProvenLogin extends ProvenUser {
  /** Whether the device has proven that the user has signed in on it before. */
  isDeviceKnown: boolean
}

interface ProvenCaller extends ProvenUser {
  name: string
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
  const proven = await compare(ctx, password, isDeviceKnown ? device.deviceKey : attemptKey, credential)
  if (!proven || !credential) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')
  return { ...proven, email, ownersEmail: ownersEmail({ ...credential, email }), isDeviceKnown }
}

/**
 * Proves the caller's password, in its own round trip. Wrong ones are counted like those of a login, but for the
 * session alone: someone who has stolen it can guess no faster, and blocks neither logins nor other sessions. Throws `invalid_credentials`,
 * `upgrade_required` to a guest, `rate_limited`, `session_ended`, `account_disabled`.
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
  const { passwordHash, name, isGuest, ...address } = requireCaller(found)
  if (isGuest) throw new Problem('upgrade_required')
  requireUnblocked(attempt, block, now)
  const proven = await compare(ctx, password, attemptKey, { _id: caller.userId, passwordHash })
  if (!proven) throw wrongPassword()
  return { ...proven, email: address.email, name, ownersEmail: ownersEmail(address) }
}

/** The problem of a call that takes a password and no email. */
export const wrongPassword = (): Problem => new Problem('invalid_credentials', { message: 'The password is wrong.' })

async function compare(
  ctx: Ctx,
  password: string,
  attemptKey: string,
  credential: { _id: string; passwordHash: string | null } | undefined,
): Promise<ProvenPassword | undefined> {
  const { settings, onDemand } = ctx
  const { passwordHash = null } = credential ?? {}
  const { matches, needsRehash } = await verifyPassword(
    password,
    passwordHash,
    settings.PASSWORD_ITERATIONS,
    async (stored) => (await onDemand.passwordFormats()).readImportedHash(stored, settings),
    settings.IMPORTED_HASHES,
  )
  if (!credential || passwordHash === null || !matches) return undefined
  const proof = { method: 'password', userId: credential._id, passwordHash } as const
  return { proof, needsRehash, forgetFailures: forgetAttempts({ attemptKey, proof, now: ctx.now() }) }
}
