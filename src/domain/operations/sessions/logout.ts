import { commit } from '../../../db/commit.ts'
import { recordEventForCallersSession } from '../../../db/statements/events.gen.ts'
import { deleteSession } from '../../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'

/**
 * Ends the caller's session, and with it both its tokens. One that has already ended is not a failure (RFC 7009 §2.2).
 */
export async function logout(ctx: CallerCtx): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'logged_out', caller.sessionId)
  await commit(db, {
    event: recordEventForCallersSession({ ...event, ...caller }),
    session: deleteSession({ eventId: event._id, sessionId: caller.sessionId }),
  })
}
