import type { Actor, ActorCtx } from '../../context.ts'
import { batch } from '../../db/client.ts'
import type { Session } from '../../db/rows.ts'
import { selectCallerStatus, selectSessions } from '../../db/statements.ts'
import type { SessionItem } from '../../schemas/account.ts'
import { countCall } from '../count-call.ts'
import { requireCaller } from '../require-caller.ts'

const MAX_SESSIONS = 100 // more devices than a person has; the rest can be ended all at once

/** The caller's live sessions, the one used last first. Throws `rate_limited`, `session_ended`, `account_disabled`. */
export async function listSessions(ctx: ActorCtx): Promise<SessionItem[]> {
  const { actor, db } = ctx
  await countCall(ctx, 'LIMIT_ACCOUNT', actor.userId)
  const now = ctx.now()
  const [callers, sessions] = await batch(db, [
    selectCallerStatus({ ...actor, now }),
    selectSessions({ userId: actor.userId, now, limit: MAX_SESSIONS }),
  ])
  requireCaller(callers)
  return sessions.map((session) => toSessionItem(actor, session))
}

/** What the owner of a session sees of it. */
export const toSessionItem = (
  actor: Actor,
  {
    _id,
    deviceName,
    country,
    createdAt,
    refreshedAt,
  }: Omit<Session, 'userId' | 'refreshId' | 'previousRefreshId' | 'expiresAt'>,
): SessionItem => ({
  _id,
  current: _id === actor.sessionId,
  deviceName,
  country,
  createdAt,
  lastRefreshedAt: refreshedAt,
})
