import { batch } from '../../../db/client.ts'
import type { Caller, Session } from '../../../db/rows.ts'
import { selectCallerStatus, selectSessions } from '../../../db/statements.gen.ts'
import type { SessionItem } from '../../../http/api/sign-in/schemas.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

const MAX_SESSIONS = 100 // more devices than a person has; the rest can be ended all at once

/**
 * The caller's live sessions, the most recently used first. Throws `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function listSessions(ctx: CallerCtx): Promise<SessionItem[]> {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.userId)
  const now = ctx.now()
  const [callers, sessions] = await batch(db, [
    selectCallerStatus({ ...caller, now }),
    selectSessions({ userId: caller.userId, now, limit: MAX_SESSIONS }),
  ])
  requireCaller(callers)
  return sessions.map((session) => toSessionItem(caller, session))
}

/** What the owner of a session sees of it. */
export const toSessionItem = (
  caller: Caller,
  {
    _id,
    deviceName,
    country,
    createdAt,
    refreshedAt,
  }: Omit<Session, 'userId' | 'refreshId' | 'previousRefreshId' | 'expiresAt'>,
): SessionItem => ({
  _id,
  current: _id === caller.sessionId,
  deviceName,
  country,
  createdAt,
  lastRefreshedAt: refreshedAt,
})
