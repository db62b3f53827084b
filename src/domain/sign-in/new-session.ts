import type { NewSession, Prolongation } from '../../db/rows.ts'
import { deviceName } from '../../lib/device-name.ts'
import { newId } from '../../lib/id.ts'
import type { Ctx } from '../context.ts'

/** The row of a session that starts now, on a device that the client, or else its user agent, names. */
export function newSession(ctx: Ctx, namedByClient: string | undefined): NewSession {
  const now = ctx.now()
  return {
    _id: newSessionId(ctx),
    refreshId: newId(),
    previousRefreshId: null,
    refreshedAt: now,
    createdAt: now,
    expiresAt: sessionEnd(ctx, now, now),
    deviceName: namedByClient ?? deviceName(ctx.device.userAgent),
    country: ctx.device.country ?? null,
  }
}

/** The id of a session that is made, or takes the place of another. */
export const newSessionId = ({ signIns }: Ctx): string => signIns?.sessionId ?? newId()

/** When a session that is used now will end: `SESSION_TTL` from now, or `SESSION_MAX_AGE` after its sign-in. */
export function sessionEnd(ctx: Ctx, now: Date, signedInAt: Date): Date {
  const { expiresAt, maxAge } = prolongation(ctx, now)
  return new Date(Math.min(expiresAt.getTime(), signedInAt.getTime() + maxAge))
}

/** The same for a statement, which knows when the sign-in was; `maxAge` in milliseconds. */
export const prolongation = ({ settings }: Ctx, now: Date): Prolongation => ({
  expiresAt: new Date(now.getTime() + settings.SESSION_TTL * 1_000),
  maxAge: settings.SESSION_MAX_AGE * 1_000,
})
