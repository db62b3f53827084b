import { commit } from '../../../db/commit.ts'
import { invalidateMove } from '../../../db/statements/codes.gen.ts'
import { recordEventForCaller, recordEventForCallersSession } from '../../../db/statements/events.gen.ts'
import { deleteSession, deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'

/**
 * Ends the caller's session and all others of theirs, and the move to another email address that one may have begun. Like `logout` it works in a session of any level, and one that has already
 * ended is not a failure; but one that owes a second factor ends itself alone: whoever has the password must not sign the owner
 * out. Throws `rate_limited`.
 */
export async function endAllSessions(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const others = newEvent(ctx, 'other_sessions_ended', caller.sessionId)
  const own = newEvent(ctx, 'logged_out', caller.sessionId)
  await commit(db, {
    others: recordEventForCaller({ ...others, ...caller }),
    own: recordEventForCallersSession({ ...own, ...caller }),
    sessions: deleteSessionsExcept({ eventId: others._id, keptId: null }),
    move: invalidateMove({ eventId: others._id }),
    session: deleteSession({ eventId: own._id, sessionId: caller.sessionId }),
  })
}
