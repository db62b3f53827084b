import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { callersUser, selectCallerStatus } from '../../db/queries/caller.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { insertIdentity, selectIdentities, withoutIdentity } from '../../db/queries/identities.ts'
import type { Provider } from '../../db/schema.ts'
import { Problem } from '../../problem.ts'
import type { IdentityItem, IdentityProof } from '../../schemas/identity.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'
import { toIdentityItem } from './list-identities.ts'
import { proveIdentity } from './prove-identity.ts'

/**
 * Links an account at Apple or Google to the caller, and answers all that are linked; the same one again is no failure.
 * Throws `identity_taken`, `session_ended`, `account_disabled`, and what `proveIdentity` throws.
 */
export async function linkIdentity(ctx: ActorCtx, provider: Provider, proof: IdentityProof): Promise<IdentityItem[]> {
  const { actor, db } = ctx
  const { subject, email = null } = await proveIdentity(ctx, provider, proof)
  const event = newEvent(ctx, 'identity_linked', actor.sessionId)
  const now = event.createdAt
  const identity = { provider, subject, email, createdAt: now }
  const [, , callers, linked] = await commit(db, [
    recordEvent(db, event, withoutIdentity(db, callersUser(db, actor, now), identity)),
    insertIdentity(db, identity, [event._id]),
    selectCallerStatus(db, actor, now),
    selectIdentities(db, actor.userId),
  ])
  requireCaller(callers)
  if (!linked.some((own) => own.provider === provider && own.subject === subject)) throw new Problem('identity_taken')
  return linked.map(toIdentityItem)
}
