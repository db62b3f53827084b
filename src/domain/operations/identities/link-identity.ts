import { commit } from '../../../db/commit.ts'
import type { ListedIdentity } from '../../../db/rows.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import {
  insertIdentity,
  recordLink,
  selectIdentities,
  selectRecentSignIn,
} from '../../../db/statements/identities.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyIdentityLinked } from '../../notices/notify-identity-linked.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { type IdentityProof, proveRecentIdentity } from '../../proofs/prove-identity.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Links an account at Apple or Google to the caller, and returns all that are linked; linking the same one again is not
 * a failure. Someone with a stolen session must not be able to add their own way in, so the session must have just
 * begun; and a mail tells the owner of a verified email.
 * Throws `recent_login_required`, `identity_taken`, `session_ended`, `account_disabled`, and what `proveRecentIdentity`
 * throws.
 */
export async function linkIdentity(
  ctx: CallerCtx,
  provider: Provider,
  input: IdentityProof,
): Promise<ListedIdentity[]> {
  const { caller, db } = ctx
  const { proof, email = null } = await proveRecentIdentity(ctx, provider, input)
  const { subject } = proof
  const event = newEvent(ctx, 'identity_linked', caller.sessionId)
  const now = event.createdAt
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const { linked, owner, identities, recentSignIn } = await commit(db, {
    event: recordLink({ ...event, ...recent, provider, subject }),
    identity: insertIdentity({ provider, subject, email, createdAt: now, eventId: event._id }),
    linked: selectUserOfEvent({ eventId: event._id }),
    owner: selectCallersAddress({ ...caller, now }),
    identities: selectIdentities({ userId: caller.userId }),
    recentSignIn: selectRecentSignIn(recent),
  })
  const to = ownersEmail(requireCaller(owner))
  if (linked && to) notifyIdentityLinked(ctx, to, { provider, tookOver: false })
  if (identities.some((own) => own.provider === provider && own.subject === subject)) return identities
  throw new Problem(recentSignIn ? 'identity_taken' : 'recent_login_required')
}
