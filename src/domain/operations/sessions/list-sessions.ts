import { batch } from '../../../db/database.ts'
import { selectSessions } from '../../../db/statements/sessions.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { MAX_SESSIONS } from '../../../model/max-sessions.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * The caller's live sessions, the most recently used first. Throws `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function listSessions(ctx: CallerCtx) {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const now = ctx.now()
  const { status, sessions } = await batch(db, {
    status: selectCallerStatus({ ...caller, now }),
    sessions: selectSessions({ userId: caller.userId, now, limit: MAX_SESSIONS }),
  })
  requireCaller(ctx, status)
  return sessions
}
