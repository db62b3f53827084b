import type { NewSession } from '../../db/rows.ts'
import { deviceName } from '../../lib/device-name.ts'
import { newId } from '../../lib/id.ts'
import type { Ctx } from '../context.ts'

/** The row of a session that starts now, on a device that the client, or else its user agent, names. */
export function newSession(ctx: Ctx, namedByClient: string | undefined): NewSession {
  const now = ctx.now()
  return {
    _id: newId(),
    refreshId: newId(),
    previousRefreshId: null,
    refreshedAt: now,
    createdAt: now,
    expiresAt: sessionEnd(ctx, now),
    deviceName: namedByClient ?? deviceName(ctx.device.userAgent),
    country: ctx.device.country ?? null,
  }
}

/** When a session that is used now will end. */
export const sessionEnd = (ctx: Ctx, now: Date): Date => new Date(now.getTime() + ctx.settings.SESSION_TTL * 1_000)
