import { selectSessions } from '../../../db/statements/sessions.gen.ts'
import { MAX_SESSIONS } from '../../../model/max-sessions.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { readAsCaller } from '../../proofs/read-as-caller.ts'

/**
 * The caller's live sessions, the most recently used first. Throws `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function listSessions(ctx: CallerCtx) {
  const { userId, sessionId } = ctx.caller
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', sessionId)
  const { sessions } = await readAsCaller(ctx, {
    sessions: selectSessions({ userId, now: ctx.now(), limit: MAX_SESSIONS }),
  })
  return sessions
}
