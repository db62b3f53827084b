import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { callersUser, selectCallerStatus } from '../../db/queries/caller.ts'
import { recordEvent, userOfEvent } from '../../db/queries/events.ts'
import { deleteIdentity, selectIdentities, withAnotherWayIn, withIdentity } from '../../db/queries/identities.ts'
import type { Provider } from '../../db/schema.ts'
import { Problem } from '../../problem.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'

/**
 * Unlinks a provider from the caller. Throws `last_way_in` if nothing else would sign them in, `identity_not_found`,
 * `session_ended`, `account_disabled`.
 */
export async function unlinkIdentity(ctx: ActorCtx, provider: Provider): Promise<void> {
  const { actor, db } = ctx
  const event = newEvent(ctx, 'identity_unlinked', actor.sessionId)
  const caller = callersUser(db, actor, event.createdAt)
  const [, , unlinked, callers, linked] = await commit(db, [
    recordEvent(db, event, withAnotherWayIn(db, withIdentity(db, caller, provider), provider)),
    deleteIdentity(db, event._id, provider),
    userOfEvent(db, event._id),
    selectCallerStatus(db, actor, event.createdAt),
    selectIdentities(db, actor.userId),
  ])
  if (unlinked.length > 0) return
  requireCaller(callers)
  throw new Problem(linked.some((own) => own.provider === provider) ? 'last_way_in' : 'identity_not_found')
}
