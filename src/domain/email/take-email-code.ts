import type { Ctx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/failures.ts'
import type { callersUser } from '../../db/queries/caller.ts'
import {
  addressCodeMatches,
  changeCodeMatches,
  countAttempt,
  deleteCodes,
  pendingAddress,
} from '../../db/queries/codes.ts'
import { recordEvent, userOfEvent } from '../../db/queries/events.ts'
import { updateUser } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import { hashCode } from '../codes/hash-code.ts'
import { countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { selectOwnProfile } from '../users/select-profile.ts'

interface Taking {
  userId: string
  /** The caller's session, if there is one. */
  sessionId: string | null
  code: string
  /** The user, if the code may be taken for them. */
  who: ReturnType<typeof callersUser>
}

/**
 * Takes a code that was mailed to a user's address, and marks it verified, or to a new one, and moves the account
 * there. Answers whether it was right, and what `selectOwnProfile` finds of the session afterwards.
 * Throws `email_taken` if somebody has the new address by now, and `rate_limited`.
 */
export async function takeEmailCode(ctx: Ctx, { userId, sessionId, code, who }: Taking) {
  await countCall(ctx, 'LIMIT_CODE', userId)
  const { db } = ctx
  const verifyHash = await hashCode(ctx, 'verify_email', userId, code)
  const changeHash = await hashCode(ctx, 'change_email', userId, code)
  const verified = newEvent(ctx, 'email_verified', sessionId)
  const changed = newEvent(ctx, 'email_changed', sessionId)
  const purposes = ['verify_email', 'change_email'] as const
  const now = ctx.now()

  const [, , , , , , , verifiedBy, changedBy, callers] = await commit(db, [
    countAttempt(db, purposes, who, [verified._id, changed._id]),
    recordEvent(db, verified, addressCodeMatches(db, who, 'verify_email', verifyHash, now)),
    recordEvent(db, changed, changeCodeMatches(db, who, changeHash, now)),
    updateUser(db, verified._id, { emailVerified: true }),
    updateUser(db, changed._id, { emailVerified: true, email: pendingAddress(db), updatedAt: now }),
    deleteCodes(db, verified._id, ['verify_email']),
    deleteCodes(db, changed._id, purposes),
    userOfEvent(db, verified._id),
    userOfEvent(db, changed._id),
    selectOwnProfile(db, { userId, sessionId: sessionId ?? '' }, now),
  ]).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  return { taken: verifiedBy.length + changedBy.length > 0, callers }
}
