import { hashPassword } from '../../crypto/password.ts'
import type { Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { deleteChallengesOfUser } from '../../db/statements/challenges.gen.ts'
import { deleteAddressCodes, invalidateCodes } from '../../db/statements/codes.gen.ts'
import { deleteForeignIdentities } from '../../db/statements/identities.gen.ts'
import { invalidateLoginCode } from '../../db/statements/login-codes.gen.ts'
import { setPasswordByCode } from '../../db/statements/password.gen.ts'
import { deleteSessionsExcept } from '../../db/statements/sessions.gen.ts'
import type { GivenCode } from '../../model/given-code.ts'
import type { Ctx } from '../context.ts'
import { enforceLimitByAddress, enforceLimitByIp } from '../limits/enforce-limit.ts'
import { refuseKnown } from '../proofs/refuse-known.ts'
import { dropForeignWaysIn } from '../sign-in/drop-foreign-ways-in.ts'
import { type GivenReset, proveResetCode } from './prove-reset-code.ts'

/** What was mailed to an email address, and the password to be set with it. */
export type Reset = GivenCode & { email: string; password: string }

interface PreparedReset extends Pick<GivenReset, 'proof' | 'countGuess'> {
  /** What a reset does to the event's user; after the event. `keptId` is the session that it has started, if any. */
  apply(event: NewEvent, keptId: string | null): Steps
}

/**
 * Prepares a reset: a new password, and the end of every session except the one that it starts, if any. The code proves
 * the email address, so it counts as verified. Until now others may have used the account, so what they linked is
 * removed with their sessions. Throws `password_common`, `password_leaked`, `rate_limited`.
 */
export async function prepareReset(ctx: Ctx, reset: Reset): Promise<PreparedReset> {
  const { email, password } = reset
  const isGuess = 'code' in reset // a link's token is none: no counter that others spend may keep its owner out
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  if (isGuess) await enforceLimitByAddress(ctx, 'LIMIT_CODE', email)
  await refuseKnown(ctx, password, { email }) // the name would take a round trip of its own
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const { forgetGuesses, ...given } = await proveResetCode(ctx, email, reset)
  return {
    ...given,
    apply: ({ _id: eventId, createdAt: now }, keptId) => ({
      identities: deleteForeignIdentities({ eventId }),
      ...dropForeignWaysIn(eventId),
      password: setPasswordByCode({ eventId, passwordHash, now }),
      otherSessions: deleteSessionsExcept({ eventId, keptId }),
      challenges: deleteChallengesOfUser({ eventId }),
      ...forgetGuesses(eventId),
      addressCodes: deleteAddressCodes({ eventId }),
      codes: invalidateCodes({ eventId }),
      ...(ctx.settings.LOGIN_CODES === 'on' && { loginCode: invalidateLoginCode({ eventId }) }),
    }),
  }
}
