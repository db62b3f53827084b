import { commit } from '../../../db/client.ts'
import {
  insertIdentity,
  recordLink,
  selectCallerStatus,
  selectIdentities,
  selectRecentSignIn,
} from '../../../db/statements.gen.ts'
import type { IdentityItem, IdentityProof } from '../../../http/api/identities/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { verifyIdentity } from '../../proofs/verify-identity.ts'
import { toIdentityItem } from './list-identities.ts'

/**
 * Links an account at Apple or Google to the caller, and returns all that are linked; linking the same one again is not
 * a failure. Someone with a stolen session must not be able to add their own way in, so the session must have just
 * begun.
 * Throws `recent_login_required`, `identity_taken`, `session_ended`, `account_disabled`, and what `verifyIdentity`
 * throws.
 */
export async function linkIdentity(ctx: CallerCtx, provider: Provider, proof: IdentityProof): Promise<IdentityItem[]> {
  const { caller, db } = ctx
  const { subject, email = null, emailVerified } = await verifyIdentity(ctx, provider, proof)
  const event = newEvent(ctx, 'identity_linked', caller.sessionId)
  const now = event.createdAt
  const identity = { provider, subject, email: emailVerified ? email : null, createdAt: now }
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const [, , callers, linked, recentSignIns] = await commit(db, [
    recordLink({ ...event, ...recent, provider, subject }),
    insertIdentity({ ...identity, eventId: event._id }),
    selectCallerStatus({ ...caller, now }),
    selectIdentities({ userId: caller.userId }),
    selectRecentSignIn(recent),
  ])
  requireCaller(callers)
  if (linked.some((own) => own.provider === provider && own.subject === subject)) return linked.map(toIdentityItem)
  throw new Problem(recentSignIns.length > 0 ? 'identity_taken' : 'recent_login_required')
}
