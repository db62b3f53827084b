import type { Ctx } from '../../context.ts'
import type { Session } from '../../db/schema.ts'
import { newId } from '../../lib/id.ts'

/** The row of a session that starts now. */
export function newSession(ctx: Ctx, userId: string): Session {
  const now = ctx.now()
  return {
    _id: newId(),
    userId,
    refreshId: newId(),
    previousRefreshId: null,
    refreshedAt: now,
    createdAt: now,
    expiresAt: sessionEnd(ctx, now),
  }
}

/** When a session that is used now will end. */
export const sessionEnd = (ctx: Ctx, now: Date): Date => new Date(now.getTime() + ctx.settings.SESSION_TTL * 1_000)
