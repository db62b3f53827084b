import { raiseSession, selectRaisedSession } from '../../db/statements/raised-sessions.gen.ts'
import { newId } from '../../lib/id.ts'
import type { AuthMethod } from '../../model/auth-methods.ts'
import type { Ctx } from '../context.ts'
import { prolongation } from '../sign-in/new-session.ts'

/** The session that is raised, the one in its place, the event for whose user that happens, and what was shown. */
interface Raise {
  replacedId: string
  sessionId: string
  eventId: string
  method: AuthMethod
}

/**
 * The steps that replace a session of the event's user by one of level 2, and read what its tokens are made from. No
 * token of the former one is valid any more: someone may have copied them.
 */
export function prepareRaise(ctx: Ctx, { replacedId, sessionId, eventId, method }: Raise) {
  const now = ctx.now()
  return {
    raise: raiseSession({
      eventId,
      replacedId,
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
