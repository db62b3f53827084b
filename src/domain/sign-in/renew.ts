import { commitOne } from '../../db/client.ts'
import { extendSession } from '../../db/statements.gen.ts'
import type { CallerCtx } from '../context.ts'
import { issueAccessToken } from './issue-tokens.ts'
import { sessionEnd } from './new-session.ts'

/** A fresh access token for the caller; the session's end moves on after the response. */
export function renew(ctx: CallerCtx): Promise<string> {
  const now = ctx.now()
  ctx.defer(commitOne(ctx.db, extendSession({ ...ctx.caller, now, expiresAt: sessionEnd(ctx, now) })))
  return issueAccessToken(ctx, ctx.caller.userId, ctx.caller.sessionId)
}
