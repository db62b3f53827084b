import type { NewEvent } from '../../db/rows.ts'
import { newId } from '../../lib/id.ts'
import type { EventType } from '../../model/event-types.ts'
import { type OperatorCtx, operatorValues } from './operator-ctx.ts'

/** The event of an operator's change, for the user whom it is about: nothing of the operator's device is told to them. */
const newOperatorEvent = (ctx: OperatorCtx, type: EventType): NewEvent => ({
  _id: newId(),
  type,
  createdAt: ctx.now(),
  sessionId: null,
  ip: null,
  deviceName: null,
})

/** What a statement takes that records an operator's change of a user: the event, the operator, and the user. */
export const operatorEvent = <T extends EventType>(ctx: OperatorCtx, type: T, targetId: string) => ({
  ...newOperatorEvent(ctx, type),
  ...operatorValues(ctx),
  targetId,
  type,
})

/**
 * The same for several events of one batch. Their ids are in their order: of one millisecond, the activity is sorted by them.
 */
export function operatorEvents<T extends EventType>(ctx: OperatorCtx, types: readonly T[], targetId: string) {
  const ids = types.map(newId).sort()
  return types.map((type, index) => ({ ...operatorEvent(ctx, type, targetId), _id: ids[index] ?? newId() }))
}

/** An event, and beside it that all sessions of the user end. */
export function withEndOfSessions(ctx: OperatorCtx, type: EventType, targetId: string) {
  const [first = '', second = ''] = [newId(), newId()].sort()
  return {
    event: { ...operatorEvent(ctx, type, targetId), _id: first },
    ended: { ...newOperatorEvent(ctx, 'other_sessions_ended'), _id: second, besideId: first },
  }
}
