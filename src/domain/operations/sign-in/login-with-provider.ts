import { run } from '../../../db/database.ts'
import type { IdentityKey } from '../../../db/rows.ts'
import { recordEventForUser, recordProvenEvent, selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { selectUsersOfIdentity } from '../../../db/statements/hooks.gen.ts'
import {
  insertIdentityOfSignIn,
  insertUserForIdentity,
  recordLinkByEmail,
  recordTakeover,
  selectObstacles,
} from '../../../db/statements/sign-in.gen.ts'
import { newId } from '../../../lib/id.ts'
import { NAMELESS, toName } from '../../../model/person-name.ts'
import { Problem, type ProblemCode } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import { prepareConfirmation } from '../../codes/prepare-confirmation.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { notifyIdentityLinked } from '../../notices/notify-identity-linked.ts'
import { type IdentityProof, proveIdentity } from '../../proofs/prove-identity.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'
import { prepareTakeover } from '../../sign-in/prepare-takeover.ts'

interface ProviderLogin extends IdentityProof {
  /** For a new user, as Apple gives it to the app, once, and never in the token. */
  name?: string | undefined
  deviceName?: string | undefined
  /** The access token of the guest whom the user has been until now. */
  guestToken?: string | undefined
}

/**
 * Signs in with an account at Apple or Google. A known one signs its user in. A new one with a verified email makes a
 * user if nobody has that email. If somebody has it and has verified it here, it is linked to them, provided that the
 * provider is an authority for the email; it takes the account over from a holder who has not shown that the mailbox is
 * theirs. The owner gets a mail. All in one batch, so two simultaneous first sign-ins end with the same user.
 * Throws `account_exists` for an email that is not verified on both sides, `email_unverified`, `account_disabled`,
 * `rate_limited`, and what `proveIdentity` and hooks throw.
 */
export async function loginWithProvider(ctx: Ctx, provider: Provider, input: ProviderLogin): Promise<SignedIn> {
  await enforceLimitByIp(ctx)
  const { proof, email = null, ownsMailbox, name } = await proveIdentity(ctx, provider, input)
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN') // only now: a bad token costs no row, and holds up no login
  await enforceLimitByIp(ctx, 'LIMIT_PASSWORD', `${provider} ${proof.subject}`)
  const signIn = beginSignIn(ctx, 'logged_in', 'provider', input.deviceName)
  const { session, event } = signIn
  const key = { provider, subject: proof.subject }
  const createdAt = event.createdAt
  const newUser = {
    _id: newId(),
    name: toName(input.name) ?? toName(name) ?? NAMELESS,
    createdAt,
    updatedAt: createdAt,
  }
  const registered = newSignInEvent(ctx, 'registered', session)
  const linked = newSignInEvent(ctx, 'identity_linked', session)
  const events = { registeredId: registered._id, linkedId: linked._id }
  const takeover = prepareTakeover(ctx, session, 'provider', (event) =>
    recordTakeover({ ...event, linkedId: linked._id }),
  )
  const comer = ctx.hooks?.needsWho ? await findComer(ctx, { ...key, email }, ownsMailbox) : undefined
  const isNew = comer === NEW
  const added = isNew
    ? await ctx.hooks?.beforeRegister?.(ctx, {
        ...{ method: 'provider', provider, guestId: null, profile: {} },
        ...{ email, emailVerified: ownsMailbox, name: toName(input.name) ?? toName(name) ?? null },
      })
    : undefined
  const mayRegister = isNew || !ctx.hooks?.needsWho // nobody becomes a user of whom no hook was asked
  const confirmation = ownsMailbox ? undefined : await prepareConfirmation(ctx, newUser._id, email, registered._id)
  const { signedIn, read } = await finishSignIn(ctx, signIn, (event) => recordProvenEvent({ ...event, proof }), {
    who: comer === NEW ? { userId: newUser._id, isNew: true } : comer,
    before: {
      ...(mayRegister && {
        user: insertUserForIdentity({ ...newUser, ...key, email, ownsMailbox }),
        registered: recordEventForUser({ ...registered, userId: newUser._id }),
        ...added?.store(registered._id),
      }),
      linked: recordLinkByEmail({
        ...linked,
        ...key,
        ownedEmail: ownsMailbox ? email : null,
        newUserId: newUser._id,
      }),
      ...takeover.steps,
      identity: insertIdentityOfSignIn({ ...key, email, createdAt, ...events }),
      ...confirmation?.steps,
    },
    reads: {
      obstacles: selectObstacles({ ...key, email }),
      linkedTo: selectUserOfEvent({ eventId: linked._id }),
      takenOver: selectUserOfEvent({ eventId: takeover.eventId }),
      registeredAs: selectUserOfEvent({ eventId: registered._id }),
    },
    guestToken: input.guestToken,
    tell: ({ linkedTo, takenOver, registeredAs }, profile) => {
      const owner = linkedTo && email ? { email, locale: profile?.locale } : undefined
      if (owner) notifyIdentityLinked(ctx, owner, { provider, tookOver: takenOver !== undefined })
      if (registeredAs) confirmation?.send()
    },
    isTold: ({ linkedTo, registeredAs }) => (linkedTo ?? registeredAs) !== undefined,
  })
  if (!signedIn) throw new Problem(reasonOf(read.obstacles, email))
  return signedIn
}

const NEW = 'new'

/** Who comes, where hooks have to know: the user of the identity, or the one to whom it will be linked, or somebody new. */
async function findComer(ctx: Ctx, key: IdentityKey & { email: string | null }, ownsMailbox: boolean) {
  const found = await run(ctx.db, selectUsersOfIdentity(key))
  const known = found.find(({ isLinked }) => isLinked)
  if (known) return known.disabledAt ? undefined : known
  const [holder] = found
  if (!holder) return key.email === null ? undefined : NEW
  return ownsMailbox && holder.emailVerified && !holder.disabledAt
    ? { ...holder, hasFactor: holder.keepsFactor }
    : undefined
}

/** Why nobody was signed in: because of the user who has the identity, or else the email. */
function reasonOf(obstacles: { disabledAt: Date | null }[] = [], email: string | null): ProblemCode {
  if (obstacles.some(({ disabledAt }) => disabledAt)) return 'account_disabled'
  return email === null ? 'email_unverified' : 'account_exists'
}
