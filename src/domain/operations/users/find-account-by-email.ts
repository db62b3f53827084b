import { selectAccountWithEmail } from '../../../db/statements/accounts.gen.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'

/** The account with an email address; `undefined` if nobody has it. Throws what `readAsOperator` throws. */
export async function findAccountByEmail(ctx: OperatorCtx, email: string) {
  return (await readAsOperator(ctx, { account: selectAccountWithEmail({ email }) })).account
}
