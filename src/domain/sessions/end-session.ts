import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { selectCallerStatus } from '../../db/queries/caller.ts'
import { recordEvent, userOfEvent } from '../../db/queries/events.ts'
import { deleteSession, sessionOfCaller, userOfSession } from '../../db/queries/sessions.ts'
import { Problem } from '../../problem.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'

/** Ends one of the caller's sessions. Throws `session_not_found`, `session_ended`, `account_disabled`. */
export async function endSession(ctx: ActorCtx, sessionId: string): Promise<void> {
  const { actor, db } = ctx
  const event = newEvent(ctx, 'session_ended', actor.sessionId)
  const now = event.createdAt
  const [callers, , , recorded] = await commit(db, [
    selectCallerStatus(db, actor, now),
    recordEvent(db, event, userOfSession(db, sessionOfCaller(db, actor, now, sessionId))),
    deleteSession(db, event._id, sessionId),
    userOfEvent(db, event._id),
  ])
  if (recorded.length > 0) return
  requireCaller(callers)
  throw new Problem('session_not_found')
}
