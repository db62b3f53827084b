import { hashPassword } from '../../crypto/password.ts'
import type { Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { forgetAttemptsAfterEvent } from '../../db/statements/attempts.gen.ts'
import { deleteAddressCodes, invalidateCodes } from '../../db/statements/codes.gen.ts'
import { deleteForeignIdentities } from '../../db/statements/identities.gen.ts'
import { countResetAttempt, setPasswordByCode } from '../../db/statements/password.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import type { ResetCodeProof } from '../../model/proof.ts'
import type { Ctx } from '../context.ts'
import { enforceLimit, enforceLimitByIp } from '../limits/enforce-limit.ts'
import { loginAttemptKey } from '../proofs/attempt-keys.ts'
import { refuseKnown } from '../proofs/refuse-known.ts'
import { hashCode } from './hash-code.ts'

/** A code that was mailed to an email address, and the password to be set with it. */
export interface Reset {
  email: string
  code: string
  password: string
}

interface PreparedReset {
  proof: ResetCodeProof
  /** Counts the guess; before the event. */
  countGuess: Bound<D1Result>
  /** What a reset does to the event's user; after the event. `keptId` is the session that it has started, if any. */
  apply(event: NewEvent, keptId: string | null): Steps
}

/**
 * Prepares a reset: a new password, and the end of every session except the one that it starts, if any. The code proves
 * the email address, so it counts as verified. Until now others may have used the account, so what they linked is
 * removed with their sessions. Throws `password_common`, `password_leaked`, `rate_limited`.
 */
export async function prepareReset(ctx: Ctx, { email, code, password }: Reset): Promise<PreparedReset> {
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  await enforceLimit(ctx, 'LIMIT_CODE', email)
  await refuseKnown(ctx, password, { email }) // the name would take a round trip of its own
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const codeHash = await hashCode(ctx, 'reset_password', email, code)
  const attemptKey = await loginAttemptKey(ctx, email)
  return {
    proof: { method: 'reset_code', email, codeHash },
    countGuess: countResetAttempt({ email }),
    apply: ({ _id: eventId, createdAt: now }, keptId) => ({
      identities: deleteForeignIdentities({ eventId }),
      password: setPasswordByCode({ eventId, passwordHash, now }),
      otherSessions: deleteSessionsExcept({ eventId, keptId }),
      addressCodes: deleteAddressCodes({ eventId }),
      codes: invalidateCodes({ eventId }),
      attempts: forgetAttemptsAfterEvent({ attemptKey, eventId }),
    }),
  }
}
