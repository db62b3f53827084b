import type { NewEvent, NewSession } from '../../db/rows.ts'
import { deviceName } from '../../lib/device-name.ts'
import { newId } from '../../lib/id.ts'
import { truncateIp } from '../../lib/truncate-ip.ts'
import type { EventType } from '../../model/event-types.ts'
import type { Ctx } from '../context.ts'

/** The row of an event that happens now, from the calling device. */
export function newEvent(ctx: Ctx, type: EventType, sessionId: string | null = null): NewEvent {
  return {
    _id: newId(),
    type,
    createdAt: ctx.now(),
    sessionId,
    ip: truncateIp(ctx.device.ip),
    deviceName: deviceName(ctx.device.userAgent),
  }
}

/** The same for what starts a session: it names the device as the session does. */
export const newSignInEvent = (
  ctx: Ctx,
  type: EventType,
  session: Pick<NewSession, '_id' | 'deviceName'>,
): NewEvent => ({
  ...newEvent(ctx, type, session._id),
  deviceName: session.deviceName,
})
