import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import type { Provider } from '../../db/enums.ts'
import {
  deleteIdentity,
  recordUnlink,
  selectCallerStatus,
  selectIdentities,
  selectUserOfEvent,
} from '../../db/statements.ts'
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
  const [, , unlinked, callers, linked] = await commit(db, [
    recordUnlink({ ...event, ...actor, provider }),
    deleteIdentity({ eventId: event._id, provider }),
    selectUserOfEvent({ eventId: event._id }),
    selectCallerStatus({ ...actor, now: event.createdAt }),
    selectIdentities({ userId: actor.userId }),
  ])
  if (unlinked.length > 0) return
  requireCaller(callers)
  throw new Problem(linked.some((own) => own.provider === provider) ? 'last_way_in' : 'identity_not_found')
}
