import type { NewEvent } from '../../db/rows.ts'
import { insertAudit } from '../../db/statements/operators.gen.ts'
import { newId } from '../../lib/id.ts'
import { truncateIp } from '../../lib/truncate-ip.ts'
import type { AuditAction } from '../../model/operator.ts'
import type { OperatorCtx } from './operator-ctx.ts'

/** What may be changed: the statement knows of these members what they were. Times in milliseconds. */
interface Disabling {
  disabledAt?: number | null
  disabledUntil: number | null
  disabledReason: string | null
}

/**
 * The statement of the audit record of an event: what the operator did, and what it changed, in the names of the API and
 * without anything secret. It stands right after the event, before the change.
 */
export const auditOf = (ctx: OperatorCtx, event: NewEvent, action: AuditAction, after?: Disabling) =>
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
