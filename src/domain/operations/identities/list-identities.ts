import { batch } from '../../../db/database.ts'
import type { ListedIdentity } from '../../../db/rows.ts'
import { selectIdentities } from '../../../db/statements/identities.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The accounts at providers that sign the caller in. Throws `session_ended`, `account_disabled`. */
export async function listIdentities(ctx: CallerCtx): Promise<ListedIdentity[]> {
  const { caller, db } = ctx
  const { status, identities } = await batch(db, {
    status: selectCallerStatus({ ...caller, now: ctx.now() }),
    identities: selectIdentities({ userId: caller.userId }),
  })
  requireCaller(ctx, status)
  return identities
}
