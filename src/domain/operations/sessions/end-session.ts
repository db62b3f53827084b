import { commit } from '../../../db/commit.ts'
import { invalidateMove } from '../../../db/statements/codes.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { deleteSession, recordEndOfSession } from '../../../db/statements/sessions.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Ends one of the caller's sessions, and the move to another email address that it may have begun. Throws `session_not_found`,
 * `session_ended`, `account_disabled`.
 */
export async function endSession(ctx: CallerCtx, sessionId: string): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'session_ended', caller.sessionId)
  const eventId = event._id
  const { status, recorded } = await commit(db, {
    status: selectCallerStatus({ ...caller, now: event.createdAt }), // before: it may be their own that ends
    event: recordEndOfSession({ ...event, ...caller, endedId: sessionId }),
    session: deleteSession({ eventId, sessionId }),
    move: invalidateMove({ eventId }),
    recorded: selectUserOfEvent({ eventId }),
  })
  if (recorded) return
  requireCaller(ctx, status)
  throw new Problem('session_not_found')
}
