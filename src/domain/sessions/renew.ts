import type { ActorCtx } from '../../context.ts'
import { extendSession } from '../../db/queries/sessions.ts'
import { issueAccessToken } from './issue-tokens.ts'
import { sessionEnd } from './new-session.ts'

/** A fresh access token for a caller in use; the session's end moves on after the response. */
export function renew(ctx: ActorCtx): Promise<string> {
  const now = ctx.now()
  ctx.defer(extendSession(ctx.db, ctx.actor, now, sessionEnd(ctx, now)).run())
  return issueAccessToken(ctx, ctx.actor.userId, ctx.actor.sessionId)
}
