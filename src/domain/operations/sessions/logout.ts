import { commit } from '../../../db/client.ts'
import { deleteSession, recordEventForCallersSession } from '../../../db/statements.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'

/**
 * Ends the caller's session, and with it both its tokens. One that has already ended is not a failure (RFC 7009 §2.2).
 */
export async function logout(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'logged_out', caller.sessionId)
  await commit(db, [
    recordEventForCallersSession({ ...event, ...caller }),
    deleteSession({ eventId: event._id, sessionId: caller.sessionId }),
  ])
}
