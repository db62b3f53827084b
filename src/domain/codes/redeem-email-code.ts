import { commit } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/failures.ts'
import {
  countCallersEmailAttempt,
  countEmailAttemptByLink,
  deleteEmailCodes,
  deleteVerificationCode,
  markEmailVerified,
  moveToPendingAddress,
  recordCallersChange,
  recordCallersVerification,
  recordChangeByLink,
  recordVerificationByLink,
  selectOwnProfile,
  selectUserOfEvent,
} from '../../db/statements.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { enforceLimit } from '../limits/enforce-limit.ts'
import { hashCode } from './hash-code.ts'

interface Redemption {
  userId: string
  /** The caller's session; `null` if the code comes from a link. */
  sessionId: string | null
  code: string
}

/**
 * Redeems a mailed code. One that was sent to the user's email address marks it verified, one that was sent to a new
 * email address moves the account there. Returns whether it was right, and what `selectOwnProfile` finds for the
 * session afterwards.
 * Throws `email_taken` if another user has the new email address by now, and `rate_limited`.
 */
export async function redeemEmailCode(ctx: Ctx, { userId, sessionId, code }: Redemption) {
  await enforceLimit(ctx, 'LIMIT_CODE', userId)
  const { db } = ctx
  const verifyHash = await hashCode(ctx, 'verify_email', userId, code)
  const changeHash = await hashCode(ctx, 'change_email', userId, code)
  const now = ctx.now() // one time for all statements: a guess that is compared is also counted
  const verified = { ...newEvent(ctx, 'email_verified'), createdAt: now, userId, sessionId, hash: verifyHash }
  const changed = { ...newEvent(ctx, 'email_changed'), createdAt: now, userId, sessionId, hash: changeHash }

  const redeeming =
    sessionId === null
      ? ([
          countEmailAttemptByLink({ userId }),
          recordVerificationByLink(verified),
          recordChangeByLink(changed),
        ] as const)
      : ([
          countCallersEmailAttempt({ userId, sessionId, now }),
          recordCallersVerification({ ...verified, sessionId }),
          recordCallersChange({ ...changed, sessionId }),
        ] as const)
  const [, , , , , , , verifiedBy, changedBy, callers] = await commit(db, [
    ...redeeming,
    markEmailVerified({ eventId: verified._id, now }),
    moveToPendingAddress({ eventId: changed._id, now }),
    deleteVerificationCode({ eventId: verified._id }),
    deleteEmailCodes({ eventId: changed._id }),
    selectUserOfEvent({ eventId: verified._id }),
    selectUserOfEvent({ eventId: changed._id }),
    selectOwnProfile({ userId, sessionId: sessionId ?? '', now }),
  ]).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  return { redeemed: verifiedBy.length + changedBy.length > 0, callers }
}
