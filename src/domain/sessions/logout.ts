import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { deleteSession, recordOfCallersSession } from '../../db/statements.ts'
import { newEvent } from '../events/new-event.ts'

/** Ends the caller's session, and with it both its tokens. One that has ended already is no failure (RFC 7009 §2.2). */
export async function logout(ctx: ActorCtx): Promise<void> {
  const { actor, db } = ctx
  const event = newEvent(ctx, 'logged_out', actor.sessionId)
  await commit(db, [
    recordOfCallersSession({ ...event, ...actor }),
    deleteSession({ eventId: event._id, sessionId: actor.sessionId }),
  ])
}
