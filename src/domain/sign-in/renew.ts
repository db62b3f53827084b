import { commitOne } from '../../db/commit.ts'
import { extendSession } from '../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../context.ts'
import { issueAccessToken } from './issue-tokens.ts'
import { sessionEnd } from './new-session.ts'

/** A fresh access token for the caller; the session's end moves on after the response. */
export function renew(ctx: CallerCtx): Promise<string> {
  const now = ctx.now()
  ctx.defer(
    'session_extension',
    commitOne(ctx.db, extendSession({ ...ctx.caller, now, expiresAt: sessionEnd(ctx, now) })),
  )
  return issueAccessToken(ctx, ctx.caller.userId, ctx.caller.sessionId)
}
