import { commit } from '../../db/commit.ts'
import type { Answers, Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import { insertAudit } from '../../db/statements/operators.gen.ts'
import { newId } from '../../lib/id.ts'
import { truncateIp } from '../../lib/truncate-ip.ts'
import type { EventType } from '../../model/event-types.ts'
import type { AuditAction } from '../../model/operator.ts'
import type { OperatorCtx } from './operator-ctx.ts'
import { operatorSteps, requireOperator } from './read-as-operator.ts'

/** The event of an operator's change, for the user whom it is about: nothing of the operator's device is told to them. */
export const newOperatorEvent = (ctx: OperatorCtx, type: EventType): NewEvent => ({
  _id: newId(),
  type,
  createdAt: ctx.now(),
  sessionId: null,
  ip: null,
  deviceName: null,
})

/**
 * The statement of the audit record of an event: what the operator did, and what it changed, in the names of the API and
 * without anything secret. It stands right after the event, before the change.
 */
export const auditOf = (ctx: OperatorCtx, event: NewEvent, action: AuditAction, after?: object) =>
  insertAudit({
    ...auditRow(ctx, event, action),
    eventId: event._id,
    after: after ? JSON.stringify(after) : null,
  })

/** What every row of the audit record says: who did what, when, and from where. */
export const auditRow = (ctx: OperatorCtx, { createdAt }: Pick<NewEvent, 'createdAt'>, action: AuditAction) => ({
  _id: newId(),
  createdAt,
  action,
  ...actorOf(ctx),
  ip: truncateIp(ctx.device.ip),
  country: ctx.device.country ?? null,
})

function actorOf({ operator }: OperatorCtx) {
  return operator.type === 'user'
    ? { actorType: operator.type, actorId: operator.userId }
    : { actorType: operator.type, actorId: operator.name }
}

/**
 * Commits an operator's change, in one round trip: the event, the audit record, the change, and what is read of the outcome.
 * The statement of the event checks the operator; if they may not act, nothing was written, and it throws what
 * `readAsOperator` throws.
 */
export async function commitAsOperator<S extends Steps & { operator?: never }>(
  ctx: OperatorCtx,
  steps: S,
): Promise<Answers<S>> {
  // The operator first: they may be about to end their own session.
  const found: Answers<S> & Parameters<typeof requireOperator>[1] = await commit(ctx.db, {
    ...operatorSteps(ctx),
    ...steps,
  })
  requireOperator(ctx, found)
  return found
}
