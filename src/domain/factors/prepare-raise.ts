import { raiseSession, selectRaisedSession } from '../../db/statements/raised-sessions.gen.ts'
import { newId } from '../../lib/id.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'
import type { Ctx } from '../context.ts'
import { prolongation } from '../sign-in/new-session.ts'

/** The steps that raise a session of the event's user to level 2, and read what its new tokens are made from. */
export function prepareRaise(ctx: Ctx, sessionId: string, eventId: string, method: AuthMethod) {
  const now = ctx.now()
  return {
    raise: raiseSession({
      eventId,
      sessionId,
      refreshId: newId(),
      method,
      at: now.toISOString(),
      now,
      ...prolongation(ctx, now),
    }),
    raised: selectRaisedSession({ sessionId, eventId }),
  }
}
