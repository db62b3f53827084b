import { commit } from '../../../db/client.ts'
import { deleteSession, recordEndOfSession, selectCallerStatus, selectUserOfEvent } from '../../../db/statements.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** Ends one of the caller's sessions. Throws `session_not_found`, `session_ended`, `account_disabled`. */
export async function endSession(ctx: CallerCtx, sessionId: string): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'session_ended', caller.sessionId)
  const eventId = event._id
  const [callers, , , recorded] = await commit(db, [
    selectCallerStatus({ ...caller, now: event.createdAt }),
    recordEndOfSession({ ...event, ...caller, endedId: sessionId }),
    deleteSession({ eventId, sessionId }),
    selectUserOfEvent({ eventId }),
  ])
  if (recorded.length > 0) return
  requireCaller(callers)
  throw new Problem('session_not_found')
}
