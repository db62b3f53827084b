import { readRefreshToken } from '../../../crypto/tokens.ts'
import { commit } from '../../../db/commit.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { recordReuse, rotateRefreshId, selectCallersSession } from '../../../db/statements/refresh.gen.ts'
import { deleteSession } from '../../../db/statements/sessions.gen.ts'
import { newId } from '../../../lib/id.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireLive } from '../../proofs/require-caller.ts'
import { issueTokens, type TokenPair } from '../../sign-in/issue-tokens.ts'
import { prolongation } from '../../sign-in/new-session.ts'

/** For this long after a rotation, the previous token is taken for a duplicate of the call that rotated it. */
const GRACE_MS = 60_000

/**
 * Rotates a refresh token (RFC 9700 §4.14.2) in one transaction that parallel, repeated and lost calls cannot break;
 * docs/architecture.md has the table. Throws `token_invalid`, `token_expired`, `session_ended`, `account_disabled`,
 * `rate_limited`, `hook_failed`, and `refresh_reused` for a token that was rotated away before the last rotation.
 */
export async function refreshToken(ctx: Ctx, token: string): Promise<TokenPair> {
  const now = ctx.now()
  const claims = await readRefreshToken(ctx, token, now)
  if (!claims) throw new Problem('token_invalid')
  await enforceLimit(ctx, 'LIMIT_GENERAL', claims.sid)
  const caller = { userId: claims.sub, sessionId: claims.sid }
  const presented = claims.jti
  const hookClaims = await ctx.hooks?.tokenClaims?.(ctx, caller)
  const rotation = {
    next: newId(),
    settledBefore: new Date(now.getTime() - GRACE_MS),
    ...prolongation(ctx, now),
  }
  const reuse = newEvent(ctx, 'refresh_reused', claims.sid)
  const { reused, session } = await commit(ctx.db, {
    rotation: rotateRefreshId({ ...rotation, ...caller, presented, now }),
    reuse: recordReuse({ ...reuse, ...caller, presented }),
    end: deleteSession({ eventId: reuse._id, sessionId: claims.sid }),
    reused: selectUserOfEvent({ eventId: reuse._id }),
    session: selectCallersSession({ ...caller, now }),
  })
  if (reused) throw new Problem('refresh_reused')
  // `exp` is when the session was to end at the time of signing; a renewal may have moved that on, so only the
  // session's row decides.
  if (!session && claims.exp * 1_000 <= now.getTime()) throw new Problem('token_expired')
  const row = requireLive(session)
  return issueTokens(ctx, claims.sub, row, row, hookClaims)
}
