import { enableUserOfEvent, recordUserEnabled, selectUser } from '../../../db/statements/users.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf, commitAsOperator, newOperatorEvent } from '../../admin/commit-as-operator.ts'
import { type OperatorCtx, operatorValues } from '../../admin/operator-ctx.ts'

/** Lets a disabled user sign in again. Throws `user_not_found`, and what `commitAsOperator` throws. */
export async function enableUser(ctx: OperatorCtx, userId: string) {
  const event = newOperatorEvent(ctx, 'enabled')
  const { _id: eventId, createdAt: now } = event
  const { user } = await commitAsOperator(ctx, {
    event: recordUserEnabled({ ...event, ...operatorValues(ctx), targetId: userId }),
    audit: auditOf(ctx, event, 'user_enabled', { disabledAt: null, disabledUntil: null, disabledReason: null }),
    change: enableUserOfEvent({ eventId, now }),
    user: selectUser({ userId }),
  })
  if (!user) throw new Problem('user_not_found')
  return user
}
