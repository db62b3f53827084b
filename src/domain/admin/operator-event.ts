import type { EventType } from '../../model/event-types.ts'
import { newOperatorEvent } from './commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from './operator-ctx.ts'

/** What a statement takes that records an operator's change of a user: the event, the operator, and the user. */
export const operatorEvent = (ctx: OperatorCtx, type: EventType, targetId: string) => ({
  ...newOperatorEvent(ctx, type),
  ...operatorValues(ctx),
  targetId,
})
