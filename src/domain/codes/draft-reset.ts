import { hashPassword } from '../../crypto/password.ts'
import type { NewSession } from '../../db/rows.ts'
import {
  countResetAttempt,
  deleteAddressCodes,
  deleteForeignIdentities,
  deleteOtherSessions,
  forgetLoginAttemptsAfterReset,
  invalidateCodes,
  recordReset,
  setPasswordByCode,
} from '../../db/statements.gen.ts'
import type { PasswordReset } from '../../http/api/account/schemas.ts'
import type { Ctx } from '../context.ts'
import { newEvent, newSignInEvent } from '../events/new-event.ts'
import { callerIp, enforceLimit } from '../limits/enforce-limit.ts'
import { loginAttemptKey } from '../proofs/attempt-keys.ts'
import { refuseLeaked } from '../proofs/refuse-leaked.ts'
import { hashCode } from './hash-code.ts'

/**
 * The statements that set a new password with a mailed code and end every session except the one to be started, if any.
 * The code proves the email address, so it counts as verified. Until now others may have used the account, so what they
 * linked is removed with their sessions. The event is recorded only if the code is right. Throws `password_leaked`,
 * `rate_limited`.
 */
export async function draftReset(ctx: Ctx, { email, code, password }: PasswordReset, session: NewSession | undefined) {
  await enforceLimit(ctx, 'LIMIT_LOGIN', callerIp(ctx))
  await enforceLimit(ctx, 'LIMIT_CODE', email)
  await refuseLeaked(ctx, password)
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const hash = await hashCode(ctx, 'reset_password', email, code)
  const attemptKey = await loginAttemptKey(ctx, email)
  const event = session ? newSignInEvent(ctx, 'password_reset', session) : newEvent(ctx, 'password_reset')
  const eventId = event._id
  const reset = [
    countResetAttempt({ email }),
    recordReset({ ...event, email, hash }),
    deleteForeignIdentities({ eventId }),
    setPasswordByCode({ eventId, passwordHash, now: event.createdAt }),
    deleteOtherSessions({ eventId, keptId: session?._id ?? '' }),
    deleteAddressCodes({ eventId }),
    invalidateCodes({ eventId }),
    forgetLoginAttemptsAfterReset({ attemptKey, eventId }),
  ] as const
  return { eventId, reset }
}
