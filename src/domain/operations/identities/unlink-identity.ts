import { commit } from '../../../db/commit.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { deleteIdentity, recordUnlink, selectIdentities } from '../../../db/statements/identities.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyIdentityUnlinked } from '../../notices/notify-identity-unlinked.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Unlinks a provider from the caller. Someone with a stolen session must not be able to do so, so the session must have
 * just begun; and a mail tells the owner of a verified email.
 * Throws `identity_not_found`, `recent_login_required`, `last_way_in` if nothing else would sign them in,
 * `session_ended`, `account_disabled`.
 */
export async function unlinkIdentity(ctx: CallerCtx, provider: Provider): Promise<void> {
  const { caller, db } = ctx
  const event = newEvent(ctx, 'identity_unlinked', caller.sessionId)
  const eventId = event._id
  const recent = { ...caller, signedInAfter: recentSince(event.createdAt) }
  const { unlinked, owner, identities, recentSignIn } = await commit(db, {
    event: recordUnlink({ ...event, ...recent, provider }),
    identity: deleteIdentity({ eventId, provider }),
    unlinked: selectUserOfEvent({ eventId }),
    owner: selectCallersAddress({ ...caller, now: event.createdAt }),
    identities: selectIdentities({ userId: caller.userId }),
    recentSignIn: selectRecentSignIn(recent),
  })
  if (unlinked) {
    const to = owner && ownersEmail(owner.row)
    if (to) notifyIdentityUnlinked(ctx, to, provider)
    return
  }
  requireCaller(ctx, owner)
  if (!identities.some((own) => own.provider === provider)) throw new Problem('identity_not_found')
  throw new Problem(recentSignIn ? 'last_way_in' : 'recent_login_required')
}
