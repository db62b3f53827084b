import { commit } from '../../db/commit.ts'
import type { Answers, Steps } from '../../db/database.ts'
import type { OperatorCtx } from './operator-ctx.ts'
import { operatorSteps, requireOperator } from './read-as-operator.ts'

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
