import { invalidateMove } from '../../../db/statements/codes.gen.ts'
import {
  disableUserOfEvent,
  recordUserDisabled,
  selectLeavesAnAdmin,
} from '../../../db/statements/disabled-users.gen.ts'
import { deleteSessionsExcept } from '../../../db/statements/sessions.gen.ts'
import { recordSessionsEnded } from '../../../db/statements/user-sessions.gen.ts'
import { invalidField } from '../../../model/invalid-field.ts'
import { Problem } from '../../../model/problem.ts'
import { auditOf } from '../../admin/audit-row.ts'
import { commitAsOperator } from '../../admin/commit-as-operator.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { withEndOfSessions } from '../../admin/operator-event.ts'
import { toUser, type UserForOperators, userSteps } from '../../admin/read-user.ts'

interface Disabling {
  /** For operators: the user does not see it. */
  reason?: string | undefined
  /** From when the cron trigger enables them again; without it an operator has to. */
  until?: Date | undefined
}

/**
 * Disables a user and ends all their sessions, so that a stolen one does not come back later; tokens of the old
 * backend, too. Of one who is disabled already, the reason and the end become those that are given. Throws
 * `invalid_request` for an end that is over, `last_admin`, `user_not_found`, and what `commitAsOperator` throws.
 */
export async function disableUser(ctx: OperatorCtx, userId: string, input: Disabling): Promise<UserForOperators> {
  const { reason = null, until = null } = input
  const { event, ended } = withEndOfSessions(ctx, 'disabled', userId)
  const { _id: eventId, createdAt: now } = event
  if (until && until <= now) {
    throw invalidField('until', 'must be in the future')
  }
  const { verdict, ...found } = await commitAsOperator(ctx, {
    verdict: selectLeavesAnAdmin({ userId }),
    event: recordUserDisabled({ ...event, reason, until }),
    ended: recordSessionsEnded(ended),
    audit: auditOf(ctx, event, 'user_disabled', { disabledUntil: until?.getTime() ?? null, disabledReason: reason }),
    change: disableUserOfEvent({ eventId, reason, until, now }),
    endedSessions: deleteSessionsExcept({ eventId, keptId: null }),
    move: invalidateMove({ eventId }),
    ...userSteps(ctx, userId),
  })
  const user = toUser(found)
  if (!user.disabledAt && verdict && !verdict.leavesAnAdmin) throw new Problem('last_admin')
  return user
}
