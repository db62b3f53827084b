import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { deleteOtherSessions, recordOfCaller, selectCallerStatus } from '../../db/statements.ts'
import { countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'

/** Ends all of the caller's sessions but this one. Throws `rate_limited`, `session_ended`, `account_disabled`. */
export async function endOtherSessions(ctx: ActorCtx): Promise<void> {
  const { actor, db } = ctx
  await countCall(ctx, 'LIMIT_ACCOUNT', actor.userId)
  const event = newEvent(ctx, 'other_sessions_ended', actor.sessionId)
  const [, , callers] = await commit(db, [
    recordOfCaller({ ...event, ...actor }),
    deleteOtherSessions({ eventId: event._id, keptId: actor.sessionId }),
    selectCallerStatus({ ...actor, now: event.createdAt }),
  ])
  requireCaller(callers)
}
