import { type Answers, batch, type Steps } from '../../db/database.ts'
import type { CallersRow, Granted } from '../../db/rows.ts'
import type { Bound } from '../../db/statement.ts'
import { selectOperator } from '../../db/statements/operators.gen.ts'
import type { OperatorRefusal } from '../../model/operator.ts'
import { requireCaller } from '../proofs/require-caller.ts'
import { type OperatorCtx, operatorsSignInAfter } from './operator-ctx.ts'

type Found = CallersRow<Granted, OperatorRefusal> | undefined

/** What a batch has found of the operator. */
interface Checked {
  operator?: Found
}

/**
 * Reads for an operator, in one round trip. What was read leaves this function only if the operator may act. Throws
 * `session_ended`, `account_disabled`, `second_factor_required`, `role_required`, `factor_missing`, `recent_login_required`.
 */
export async function readAsOperator<S extends Steps & { operator?: never }>(
  ctx: OperatorCtx,
  steps: S,
): Promise<Answers<S>> {
  const all = { ...operatorSteps(ctx), ...steps }
  const isEmpty = Object.keys(all).length === 0 // a service key was checked, and nothing is read
  const found: Answers<S> & Checked = isEmpty ? ({} as Answers<S>) : await batch(ctx.db, all)
  requireOperator(ctx, found)
  return found
}

/** The statement that tells whether the operator may act; none for a service key, which was checked beforehand. */
export function operatorSteps(ctx: OperatorCtx): { operator?: Bound<Found> } {
  const { operator } = ctx
  if (operator.type === 'service') return {}
  return { operator: selectOperator({ ...operator, signedInAfter: operatorsSignInAfter(ctx), now: ctx.now() }) }
}

/** Throws why the operator may not act, if so: what `operatorSteps` has found. */
export function requireOperator(ctx: OperatorCtx, { operator: found }: Checked): void {
  if (ctx.operator.type === 'user') requireCaller(ctx, found)
}
