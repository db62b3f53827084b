import { commit } from '../../../db/commit.ts'
import { recordEventForCallersSession } from '../../../db/statements/events.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'

/**
 * Ends the caller's session and all others of theirs, from a session of any level: like `logout`, one that has already ended is not
 * a failure. Throws `rate_limited`.
 */
export async function endAllSessions(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const event = newEvent(ctx, 'other_sessions_ended', caller.sessionId)
  const own = newEvent(ctx, 'logged_out', caller.sessionId)
  await commit(db, {
    event: recordEventForCallersSession({ ...event, ...caller }),
    own: recordEventForCallersSession({ ...own, ...caller }),
    sessions: deleteSessionsExcept({ eventId: event._id, keptId: null }),
  })
}
