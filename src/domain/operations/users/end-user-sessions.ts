import { invalidateMove } from '../../../db/statements/codes.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { recordEventByOperator } from '../../../db/statements/operators.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'

/**
 * Ends all sessions of a user, tokens of the old backend with them, and the move to another email address that one may have begun. Throws `user_not_found`, and what
 * `commitAsOperator` throws.
 */
export async function endUserSessions(ctx: OperatorCtx, userId: string): Promise<void> {
  const event = operatorEvent(ctx, 'other_sessions_ended', userId)
  const eventId = event._id
  const { recorded } = await commitAsOperator(ctx, {
    event: recordEventByOperator(event),
    audit: auditOf(ctx, event, 'sessions_ended'),
    sessions: deleteSessionsExcept({ eventId, keptId: null }),
    move: invalidateMove({ eventId }),
    recorded: selectUserOfEvent({ eventId }),
  })
  if (!recorded) throw new Problem('user_not_found')
}
