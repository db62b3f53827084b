import { enableUserOfEvent, recordUserEnabled } from '../../../db/statements/users.gen.ts'
import { auditOf, commitAsOperator, newOperatorEvent } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'

/** Lets a disabled user sign in again. Throws `user_not_found`, and what `commitAsOperator` throws. */
export async function enableUser(ctx: OperatorCtx, userId: string): Promise<UserForOperators> {
  const event = newOperatorEvent(ctx, 'enabled')
  const { _id: eventId, createdAt: now } = event
  const found = await commitAsOperator(ctx, {
    event: recordUserEnabled({ ...event, ...operatorValues(ctx), targetId: userId }),
    audit: auditOf(ctx, event, 'user_enabled', { disabledAt: null, disabledUntil: null, disabledReason: null }),
    change: enableUserOfEvent({ eventId, now }),
    ...userSteps(ctx, userId),
  })
  return toUser(found)
}
