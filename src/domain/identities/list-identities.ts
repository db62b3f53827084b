import type { ActorCtx } from '../../context.ts'
import { selectCallerStatus } from '../../db/queries/caller.ts'
import { selectIdentities } from '../../db/queries/identities.ts'
import type { Identity } from '../../db/schema.ts'
import type { IdentityItem } from '../../schemas/identity.ts'
import { requireCaller } from '../require-caller.ts'

/** The accounts at Apple and Google that sign the caller in. Throws `session_ended`, `account_disabled`. */
export async function listIdentities(ctx: ActorCtx): Promise<IdentityItem[]> {
  const { actor, db } = ctx
  const [callers, linked] = await db.batch([
    selectCallerStatus(db, actor, ctx.now()),
    selectIdentities(db, actor.userId),
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
