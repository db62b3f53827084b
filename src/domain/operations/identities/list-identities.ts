import { batch } from '../../../db/client.ts'
import type { Identity } from '../../../db/rows.ts'
import { selectCallerStatus, selectIdentities } from '../../../db/statements.gen.ts'
import type { IdentityItem } from '../../../http/api/identities/schemas.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/** The accounts at Apple and Google that sign the caller in. Throws `session_ended`, `account_disabled`. */
export async function listIdentities(ctx: CallerCtx): Promise<IdentityItem[]> {
  const { caller, db } = ctx
  const [callers, linked] = await batch(db, [
    selectCallerStatus({ ...caller, now: ctx.now() }),
    selectIdentities({ userId: caller.userId }),
  ])
  requireCaller(callers)
  return linked.map(toIdentityItem)
}

/** What the owner sees of an identity. */
export const toIdentityItem = ({ provider, email, createdAt }: Omit<Identity, 'userId'>): IdentityItem => ({
  provider,
  email,
  createdAt,
})
