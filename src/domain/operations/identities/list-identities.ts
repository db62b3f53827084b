import type { ListedIdentity } from '../../../db/rows.ts'
import { selectIdentities } from '../../../db/statements/identities.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { readAsCaller } from '../../proofs/read-as-caller.ts'

/** The accounts at providers that sign the caller in. Throws `session_ended`, `account_disabled`. */
export async function listIdentities(ctx: CallerCtx): Promise<ListedIdentity[]> {
  const { identities } = await readAsCaller(ctx, { identities: selectIdentities({ userId: ctx.caller.userId }) })
  return identities
}
