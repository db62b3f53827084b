import type { AccessClaims } from '../../crypto/tokens.ts'
import { commitOne } from '../../db/commit.ts'
import { extendSession } from '../../db/statements/sessions.gen.ts'
import type { CallerCtx } from '../context.ts'
import { hookClaims } from './hook-claims.ts'
import { issueAccessToken } from './issue-tokens.ts'
import { prolongation } from './new-session.ts'

/**
 * A fresh access token in the place of the caller's, with the session's end moved on; `undefined` if the session has
 * become too old, or if somebody has refreshed since theirs was issued: then their client has to refresh, too, which
 * shows whether it was theirs or a thief's (docs/adr/0021). What the request did stands if this fails, or a hook does: then the
 * response has no token, and the log says why.
 */
export async function renew(ctx: CallerCtx, { gen }: Pick<AccessClaims, 'gen'>): Promise<string | undefined> {
  const { caller, db } = ctx
  const now = ctx.now()
  const claims = await hookClaims(ctx)
  if (!claims) return undefined
  const extension = commitOne(db, extendSession({ ...caller, generation: gen, now, ...prolongation(ctx, now) }))
  ctx.defer('session_extension', extension)
  const session = await extension.catch(() => undefined)
  if (!session || session.expiresAt <= now) return undefined
  return issueAccessToken(ctx, { sub: caller.userId, sid: caller.sessionId, gen }, session, claims)
}
