import { commit } from '../../../db/client.ts'
import {
  deleteIdentity,
  recordUnlink,
  selectCallerStatus,
  selectIdentities,
  selectRecentSignIn,
  selectUserOfEvent,
} from '../../../db/statements.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Unlinks a provider from the caller. Someone with a stolen session must not be able to do so, so the session must have
 * just begun.
 * Throws `identity_not_found`, `recent_login_required`, `last_way_in` if nothing else would sign them in,
 * `session_ended`, `account_disabled`.
 */
export async function unlinkIdentity(ctx: CallerCtx, provider: Provider): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'identity_unlinked', caller.sessionId)
  const recent = { ...caller, signedInAfter: recentSince(event.createdAt) }
  const [, , unlinked, callers, linked, recentSignIns] = await commit(db, [
    recordUnlink({ ...event, ...recent, provider }),
    deleteIdentity({ eventId: event._id, provider }),
    selectUserOfEvent({ eventId: event._id }),
    selectCallerStatus({ ...caller, now: event.createdAt }),
    selectIdentities({ userId: caller.userId }),
    selectRecentSignIn(recent),
  ])
  if (unlinked.length > 0) return
  requireCaller(callers)
  if (!linked.some((own) => own.provider === provider)) throw new Problem('identity_not_found')
  throw new Problem(recentSignIns.length > 0 ? 'last_way_in' : 'recent_login_required')
}
