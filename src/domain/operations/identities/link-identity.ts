import { commit } from '../../../db/commit.ts'
import { isUniqueViolation } from '../../../db/failures.ts'
import type { ListedIdentity } from '../../../db/rows.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { insertIdentity, recordLink, selectIdentities } from '../../../db/statements/identities.gen.ts'
import { selectRecentSignIn } from '../../../db/statements/recent-sign-in.gen.ts'
import { toName } from '../../../model/person-name.ts'
import { Problem } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyIdentityLinked } from '../../notices/notify-identity-linked.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { type IdentityProof, proveRecentIdentity } from '../../proofs/prove-identity.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { askBeforeUpgrade } from '../../sign-in/ask-before-upgrade.ts'
import { prepareUpgrade } from '../../sign-in/prepare-upgrade.ts'

interface IdentityLink extends IdentityProof {
  /** Of a guest, as Apple gives it to the app, once, and never in the token. */
  name?: string | undefined
}

/**
 * Links an account at Apple or Google to the caller, and returns all that are linked; linking the same one again is not
 * a failure. Someone with a stolen session must not be able to add their own way in, so the session must have just
 * begun; and a mail tells the owner of a verified email. A guest becomes that account's user, whenever they began.
 * Throws `recent_login_required`, `identity_taken`, `email_taken` to a guest (the index decides; they stay one),
 * `session_ended`, `account_disabled`, and what `proveRecentIdentity` and hooks throw.
 */
export async function linkIdentity(ctx: CallerCtx, provider: Provider, input: IdentityLink): Promise<ListedIdentity[]> {
  const { caller, db } = ctx
  const { proof, email = null, ownsMailbox, name } = await proveRecentIdentity(ctx, provider, input)
  const { subject } = proof
  const event = newEvent(ctx, 'identity_linked', caller.sessionId)
  const now = event.createdAt
  const recent = { ...caller, signedInAfter: recentSince(now) }
  const described = { email, ownsMailbox, name: toName(input.name) ?? toName(name) ?? null }
  const added = await askBeforeUpgrade(ctx, {
    ...{ method: 'provider', provider, profile: {} },
    ...{ email, emailVerified: ownsMailbox, name: described.name },
  })
  const upgrade = await prepareUpgrade(ctx, event._id, described)
  const { linked, upgraded, owner, identities, recentSignIn } = await commit(db, {
    event: recordLink({ ...event, ...recent, provider, subject }),
    identity: insertIdentity({ provider, subject, email, createdAt: now, eventId: event._id }),
    ...upgrade.steps,
    ...added?.store(upgrade.eventId),
    linked: selectUserOfEvent({ eventId: event._id }),
    upgraded: selectUserOfEvent({ eventId: upgrade.eventId }),
    owner: selectCallersAddress({ ...caller, now }),
    identities: selectIdentities({ userId: caller.userId }),
    recentSignIn: selectRecentSignIn(recent),
  }).catch((error: unknown) => {
    throw isUniqueViolation(error, 'users.email') ? new Problem('email_taken') : error
  })
  const address = requireCaller(ctx, owner)
  const to = ownersEmail(address)
  if (linked && to) notifyIdentityLinked(ctx, to, { provider, tookOver: false })
  if (upgraded) upgrade.sendConfirmation?.(address.locale)
  if (identities.some((own) => own.provider === provider && own.subject === subject)) return identities
  throw new Problem(recentSignIn || address.isGuest ? 'identity_taken' : 'recent_login_required')
}
