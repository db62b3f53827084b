import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { callersUser, selectCallerStatus } from '../../db/queries/caller.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { deleteOtherSessions } from '../../db/queries/sessions.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'

/** Ends all of the caller's sessions but this one. Throws `session_ended`, `account_disabled`. */
export async function endOtherSessions(ctx: ActorCtx): Promise<void> {
  const { actor, db } = ctx
  const event = newEvent(ctx, 'other_sessions_ended', actor.sessionId)
  const now = event.createdAt
  const [, , callers] = await commit(db, [
    recordEvent(db, event, callersUser(db, actor, now)),
    deleteOtherSessions(db, event._id, actor.sessionId),
    selectCallerStatus(db, actor, now),
  ])
  requireCaller(callers)
}
