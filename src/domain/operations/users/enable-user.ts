import { enableUserOfEvent, recordUserEnabled } from '../../../db/statements/users.gen.ts'
import { auditOf } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'

/** Lets a disabled user sign in again. Throws `user_not_found`, and what `commitAsOperator` throws. */
export async function enableUser(ctx: OperatorCtx, userId: string): Promise<UserForOperators> {
  const event = operatorEvent(ctx, 'enabled', userId)
  const { _id: eventId, createdAt: now } = event
  const found = await commitAsOperator(ctx, {
    event: recordUserEnabled(event),
    audit: auditOf(ctx, event, 'user_enabled', { disabledAt: null, disabledUntil: null, disabledReason: null }),
    change: enableUserOfEvent({ eventId, now }),
    ...userSteps(ctx, userId),
  })
  return toUser(found)
}
