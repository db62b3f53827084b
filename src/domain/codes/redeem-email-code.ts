import { commit } from '../../db/commit.ts'
import type { Steps } from '../../db/database.ts'
import { isUniqueViolation } from '../../db/failures.ts'
import type { CallersRow, NewEvent, OwnProfile } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { forgetGuesses } from '../../db/statements/code-attempts.gen.ts'
import { deleteEmailCodes, deleteVerificationCode } from '../../db/statements/codes.gen.ts'
import { markEmailVerified, moveToPendingAddress, selectFormerAddress } from '../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../db/statements/events.gen.ts'
import { newId } from '../../lib/id.ts'
import type { GivenCode } from '../../model/given-code.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'
import { newEvent } from '../events/new-event.ts'
import { enforceLimit } from '../limits/enforce-limit.ts'
import { notifyEmailChanged } from '../notices/notify-email-changed.ts'
import { hashCode } from './hash-code.ts'

/** An event that is recorded if the code with this hash is right. */
type CodeEvent = NewEvent & { userId: string; hash: string; attemptId: string }

/** Who redeems, as the statements name them: the caller, or the user whom a link names. */
interface Redeemer {
  userId: string
  sessionId: string | null
  /** Counts a guess at six digits. */
  count?(attempt: { attemptId: string; now: Date }): Steps
  recordVerified(event: CodeEvent): Bound<D1Result>
  recordChanged(event: CodeEvent): Bound<D1Result>
  /** Reads the profile afterwards, for whoever may see it. */
  readProfile?(now: Date): Bound<CallersRow<OwnProfile> | undefined>
}

/**
 * Redeems a mailed code, or the token of its link. One that was sent to the user's email address marks it verified, one
 * that was sent to a new email address moves the account there. What a link proves is noted apart: who follows it reads the
 * mailbox, and need not be who holds the account. A mail tells the former address of a move, if it was verified. Returns
 * whether it was right, and the profile afterwards.
 * Throws `email_taken` if another user has the new email address by now, and `rate_limited`.
 */
export async function redeemEmailCode(ctx: Ctx, given: GivenCode, redeemer: Redeemer) {
  const { userId, sessionId } = redeemer
  const by = sessionId === null ? 'link' : 'session'
  const isGuess = 'code' in given
  if (isGuess) await enforceLimit(ctx, 'LIMIT_CODE', sessionId ?? userId)
  const now = ctx.now() // one time for all statements: a guess that is compared is also counted
  const attemptId = newId()
  const event = { createdAt: now, userId, sessionId, attemptId }
  const verified = {
    ...newEvent(ctx, 'email_verified'),
    ...event,
    hash: await hashCode(ctx, 'verify_email', userId, given),
  }
  const changed = {
    ...newEvent(ctx, 'email_changed'),
    ...event,
    hash: await hashCode(ctx, 'change_email', userId, given),
  }
  const { former, verifiedBy, changedBy, profile } = await commit(ctx.db, {
    ...(isGuess && redeemer.count?.({ attemptId, now })),
    verified: redeemer.recordVerified(verified),
    changed: redeemer.recordChanged(changed),
    verifiedMark: markEmailVerified({ eventId: verified._id, by, now }),
    former: selectFormerAddress({ eventId: changed._id }),
    newAddress: moveToPendingAddress({ eventId: changed._id, by, now }),
    verifiedGuesses: forgetGuesses({ eventId: verified._id, attemptId }),
    changedGuesses: forgetGuesses({ eventId: changed._id, attemptId }),
    verifiedCode: deleteVerificationCode({ eventId: verified._id }),
    changedCodes: deleteEmailCodes({ eventId: changed._id }),
    verifiedBy: selectUserOfEvent({ eventId: verified._id }),
    changedBy: selectUserOfEvent({ eventId: changed._id }),
    ...(redeemer.readProfile && { profile: redeemer.readProfile(now) }),
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  if (former?.email) notifyEmailChanged(ctx, { email: former.email, locale: former.locale })
  return { redeemed: verifiedBy !== undefined || changedBy !== undefined, profile }
}
