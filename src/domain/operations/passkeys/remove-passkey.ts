import { commit } from '../../../db/commit.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { deletePasskey, recordPasskeyRemoved, selectPasskey } from '../../../db/statements/passkeys.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyPasskeyRemoved } from '../../notices/notify-passkey-removed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { requirePasskeys } from '../../passkeys/ceremony.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Removes a passkey from the caller. Someone with a stolen session must not be able to do so, so the session must have just
 * begun; and a mail tells the owner of a verified email. Throws `passkey_not_found`, `recent_login_required`, `last_way_in`
 * if nothing else would sign them in, `passkeys_not_configured`, `session_ended`, `account_disabled`.
 */
export async function removePasskey(ctx: CallerCtx, passkeyId: string): Promise<void> {
  const { caller, db } = ctx
  requirePasskeys(ctx)
  const event = newEvent(ctx, 'passkey_removed', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const { removed, address, passkey, recentSignIn } = await commit(db, {
    event: recordPasskeyRemoved({ ...event, ...recent, passkeyId }),
    passkeys: deletePasskey({ eventId, passkeyId }),
    removed: selectUserOfEvent({ eventId }),
    address: selectCallersAddress({ ...caller, now }),
    passkey: selectPasskey({ passkeyId, userId: caller.userId }),
    recentSignIn: selectRecentSignIn(recent),
  })
  if (removed) {
    const to = address && ownersEmail(address.row)
    if (to) notifyPasskeyRemoved(ctx, to)
    return
  }
  requireCaller(ctx, address)
  if (!passkey) throw new Problem('passkey_not_found')
  throw new Problem(recentSignIn ? 'last_way_in' : 'recent_login_required')
}
