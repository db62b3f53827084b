import { commit } from '../../../db/commit.ts'
import { invalidateMove } from '../../../db/statements/codes.gen.ts'
import { recordEventForCaller } from '../../../db/statements/events.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Ends all of the caller's sessions except this one, and the move to another email address that one of them may have begun.
 * Throws `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function endOtherSessions(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const event = newEvent(ctx, 'other_sessions_ended', caller.sessionId)
  const { status } = await commit(db, {
    event: recordEventForCaller({ ...event, ...caller }),
    otherSessions: deleteSessionsExcept({ eventId: event._id, keptId: caller.sessionId }),
    move: invalidateMove({ eventId: event._id }),
    status: selectCallerStatus({ ...caller, now: event.createdAt }),
  })
  requireCaller(ctx, status)
}
