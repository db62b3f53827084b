import { commit } from '../../../db/client.ts'
import {
  insertIdentityOfSignIn,
  insertSession,
  insertUserForIdentity,
  recordEventForUser,
  recordEventWithIdentity,
  recordLinkByEmail,
  selectObstacles,
  selectSignedInProfile,
} from '../../../db/statements.gen.ts'
import { type ProviderLogin, usableName } from '../../../http/api/identities/schemas.ts'
import type { SignedIn } from '../../../http/api/sign-in/schemas.ts'
import { newId } from '../../../lib/id.ts'
import { Problem, type ProblemCode } from '../../../model/problem.ts'
import type { Provider } from '../../../model/providers.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { callerIp, enforceLimit, enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { verifyIdentity } from '../../proofs/verify-identity.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

const NAMELESS = 'New user' // Apple gives the name once, or never

/**
 * Signs in with an account at Apple or Google. A known one signs its user in. A new one with a verified email makes a
 * user if nobody has that email, or is linked to the user who has it if they have verified it here too. All in one
 * batch, so two simultaneous first sign-ins end with the same user.
 * Throws `account_exists` for an email that is not verified on both sides, `email_unverified`, `account_disabled`,
 * `rate_limited`, and what `verifyIdentity` throws.
 */
export async function loginWithProvider(ctx: Ctx, provider: Provider, input: ProviderLogin): Promise<SignedIn> {
  await enforceLimitByIp(ctx)
  const { db } = ctx
  const verified = await verifyIdentity(ctx, provider, input)
  await enforceLimit(ctx, 'LIMIT_LOGIN', callerIp(ctx)) // only now: a bad token costs no row, and holds up no login
  await enforceLimit(ctx, 'LIMIT_PASSWORD', `${provider} ${verified.subject} ${callerIp(ctx)}`)
  const now = ctx.now()
  const email = verified.emailVerified ? verified.email : undefined
  const key = { provider, subject: verified.subject }
  const identity = { ...key, email: email ?? null, createdAt: now }
  const name = input.name ?? usableName(verified.name) ?? NAMELESS
  const user = { _id: newId(), name, email: email ?? null, createdAt: now, updatedAt: now }
  const session = newSession(ctx, input.deviceName)
  const registered = newSignInEvent(ctx, 'registered', session)
  const linked = newSignInEvent(ctx, 'identity_linked', session)
  const loggedIn = newSignInEvent(ctx, 'logged_in', session)

  const [, , , , , , obstacles, [signedIn]] = await commit(db, [
    insertUserForIdentity({ ...user, ...key }),
    recordEventForUser({ ...registered, userId: user._id }),
    recordLinkByEmail({ ...linked, ...key, email: user.email, newUserId: user._id }),
    insertIdentityOfSignIn({ ...identity, registeredId: registered._id, linkedId: linked._id }),
    recordEventWithIdentity({ ...loggedIn, ...key }),
    insertSession({ ...session, eventId: loggedIn._id }),
    selectObstacles({ ...key, email: user.email }),
    selectSignedInProfile({ sessionId: session._id }),
  ])
  if (!signedIn) throw new Problem(reasonOf(obstacles, email))
  return { profile: signedIn.row, tokens: await issueTokens(ctx, signedIn.row._id, session) }
}

/** Why nobody was signed in: because of the user who has the identity, or else the email. */
function reasonOf(obstacles: { disabledAt: Date | null }[], email: string | undefined): ProblemCode {
  if (obstacles.some(({ disabledAt }) => disabledAt)) return 'account_disabled'
  return email === undefined ? 'email_unverified' : 'account_exists'
}
