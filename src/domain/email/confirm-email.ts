import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { isUniqueViolation } from '../../db/failures.ts'
import { callersUser, selectCaller } from '../../db/queries/caller.ts'
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
import type { OwnProfile } from '../../schemas/profile.ts'
import { hashCode } from '../codes/hash-code.ts'
import { countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'
import { ownProfileColumns } from '../users/columns.ts'

/**
 * Takes the code that was mailed to the caller's address, and marks it verified, or to a new one, and moves the account
 * there. Throws `code_invalid`, `email_taken` if somebody has the new address by now, `rate_limited`, `session_ended`,
 * `account_disabled`.
 */
export async function confirmEmail(ctx: ActorCtx, code: string): Promise<OwnProfile> {
  const { actor, db } = ctx
  const { userId, sessionId } = actor
  await countCall(ctx, 'LIMIT_CODE', userId)
  const verifyHash = await hashCode(ctx, 'verify_email', userId, code)
  const changeHash = await hashCode(ctx, 'change_email', userId, code)
  const verified = newEvent(ctx, 'email_verified', sessionId)
  const changed = newEvent(ctx, 'email_changed', sessionId)
  const now = ctx.now()
  const caller = callersUser(db, actor, now)
  const purposes = ['verify_email', 'change_email'] as const

  const [, , , , , , , verifiedBy, changedBy, callers] = await commit(db, [
    countAttempt(db, purposes, caller, [verified._id, changed._id]),
    recordEvent(db, verified, addressCodeMatches(db, caller, 'verify_email', verifyHash, now)),
    recordEvent(db, changed, changeCodeMatches(db, caller, changeHash, now)),
    updateUser(db, verified._id, { emailVerified: true }),
    updateUser(db, changed._id, { emailVerified: true, email: pendingAddress(db), updatedAt: now }),
    deleteCodes(db, verified._id, ['verify_email']),
    deleteCodes(db, changed._id, purposes),
    userOfEvent(db, verified._id),
    userOfEvent(db, changed._id),
    selectCaller(db, actor, now, ownProfileColumns),
  ]).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  const profile = requireCaller(callers)
  if (verifiedBy.length + changedBy.length === 0) throw new Problem('code_invalid')
  return profile
}
