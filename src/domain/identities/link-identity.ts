import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import type { Provider } from '../../db/enums.ts'
import { insertIdentity, recordLink, selectCallerStatus, selectIdentities } from '../../db/statements.ts'
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
    recordLink({ ...event, ...actor, provider, subject }),
    insertIdentity({ ...identity, eventId: event._id }),
    selectCallerStatus({ ...actor, now }),
    selectIdentities({ userId: actor.userId }),
  ])
  requireCaller(callers)
  if (!linked.some((own) => own.provider === provider && own.subject === subject)) throw new Problem('identity_taken')
  return linked.map(toIdentityItem)
}
