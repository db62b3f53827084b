import type { Steps } from '../../db/database.ts'
import type { NewEvent } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { insertAuditWith } from '../../db/statements/audit-records.gen.ts'
import { selectUserOfEvent } from '../../db/statements/events.gen.ts'
import { selectAddressOfUser } from '../../db/statements/user-sessions.gen.ts'
import type { AuditAction } from '../../model/operator.ts'
import { Problem, type ProblemCode } from '../../model/problem.ts'
import { auditRow } from './audit-row.ts'
import { commitAsOperator } from './commit-as-operator.ts'
import type { OperatorCtx } from './operator-ctx.ts'

/** Something of a user that an operator takes from them. */
interface Removal {
  /** The id of its user. */
  userId: string
  event: NewEvent
  /** Records the event, if the user has it. */
  record: Bound<D1Result>
  /** Takes it from the event's user. */
  steps: Steps
  action: AuditAction
  /** What it was, for the audit record: nothing secret. */
  before: object
  missing: ProblemCode
}

/**
 * Takes something from a user, and returns where they can be told. Throws `missing` if they do not have it, `user_not_found`,
 * and what `commitAsOperator` throws.
 */
export async function removeFromUser(ctx: OperatorCtx, removal: Removal) {
  const { userId, event, record, steps, action, before, missing } = removal
  const eventId = event._id
  const row = { ...auditRow(ctx, event, action), eventId, before: JSON.stringify(before), after: null }
  const { recorded, owner } = await commitAsOperator(ctx, {
    event: record,
    audit: insertAuditWith(row),
    ...steps,
    recorded: selectUserOfEvent({ eventId }),
    owner: selectAddressOfUser({ userId }),
  })
  if (!owner) throw new Problem('user_not_found')
  if (!recorded) throw new Problem(missing)
  return owner
}
