import type { OperatorValues } from '../../db/rows.ts'
import type { Operator } from '../../model/operator.ts'
import type { CallerCtx, Ctx } from '../context.ts'

/** What a request of an operator may use. Whether a user may operate is known only once a statement has checked it. */
export interface OperatorCtx extends Ctx {
  operator: Operator
  granted: CallerCtx['granted']
}

/** A sign-in before this is too old for an operator. */
export const operatorsSignInAfter = ({ settings, now }: Ctx): Date =>
  new Date(now().getTime() - settings.ADMIN_SESSION_MAX * 1_000)

/** What a statement has to know of the operator, to check them. */
export function operatorValues(ctx: OperatorCtx): OperatorValues {
  const { operator } = ctx
  const who =
    operator.type === 'user'
      ? { operatorId: operator.userId, operatorSessionId: operator.sessionId, serviceKey: null }
      : { operatorId: '', operatorSessionId: '', serviceKey: operator.name } // no id is empty
  return { ...who, signedInAfter: operatorsSignInAfter(ctx) }
}
