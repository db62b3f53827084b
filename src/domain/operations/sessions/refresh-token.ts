import { readRefreshToken } from '../../../crypto/tokens.ts'
import { commit } from '../../../db/client.ts'
import {
  deleteSession,
  recordReuse,
  rotateRefreshId,
  selectCallersSession,
  selectUserOfEvent,
} from '../../../db/statements.gen.ts'
import type { TokenPair } from '../../../http/api/sign-in/schemas.ts'
import { newId } from '../../../lib/id.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { sessionEnd } from '../../sign-in/new-session.ts'

/** For this long after a rotation, the previous token is taken for a duplicate of the call that rotated it. */
const GRACE_MS = 60_000

/**
 * Rotates a refresh token (RFC 9700 §4.14.2) in one transaction that parallel, repeated and lost calls cannot break;
 * docs/architecture.md has the table. Throws `token_invalid`, `token_expired`, `session_ended`, `account_disabled`,
 * `rate_limited`, and `refresh_reused` for a token that was rotated away before the last rotation.
 */
export async function refreshToken(ctx: Ctx, token: string): Promise<TokenPair> {
  const claims = await readRefreshToken(ctx, token)
  if (!claims) throw new Problem('token_invalid')
  await enforceLimit(ctx, 'LIMIT_GENERAL', claims.sub)
  const now = ctx.now()
  const caller = { userId: claims.sub, sessionId: claims.sid }
  const presented = claims.jti
  const rotation = {
    next: newId(),
    settledBefore: new Date(now.getTime() - GRACE_MS),
    expiresAt: sessionEnd(ctx, now),
  }
  const reuse = newEvent(ctx, 'refresh_reused', claims.sid)
  const [, , , reused, rows] = await commit(ctx.db, [
    rotateRefreshId({ ...rotation, ...caller, presented, now }),
    recordReuse({ ...reuse, ...caller, presented }),
    deleteSession({ eventId: reuse._id, sessionId: claims.sid }),
    selectUserOfEvent({ eventId: reuse._id }),
    selectCallersSession({ ...caller, now }),
  ])
  if (reused.length > 0) throw new Problem('refresh_reused')
  // `exp` is when the session was to end at the time of signing; a renewal may have moved that on, so only the
  // session's row decides.
  if (rows.length === 0 && claims.exp * 1_000 <= now.getTime()) throw new Problem('token_expired')
  return issueTokens(ctx, claims.sub, requireCaller(rows))
}
