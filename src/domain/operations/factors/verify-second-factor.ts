import { commit } from '../../../db/commit.ts'
import type { OwnProfile } from '../../../db/rows.ts'
import { selectSignedInProfile } from '../../../db/statements/profile.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { type Challenge, openChallenge } from '../../factors/challenge.ts'
import { type GivenFactor, prepareAnswer } from '../../factors/prepare-answer.ts'
import { type GivenPasskey, preparePasskeyAnswer } from '../../factors/prepare-passkey-answer.ts'
import { prepareRaise } from '../../factors/prepare-raise.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { beginSignIn, finishSignIn, type SignedIn } from '../../sign-in/finish-sign-in.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSessionId } from '../../sign-in/new-session.ts'

type SecondFactor = (GivenFactor | { credential: GivenPasskey }) & {
  challenge: string
  deviceName?: string | undefined
  /** The session that must be the one to rise, and the only factor that may raise it, where a protocol names them. */
  only?: { sessionId: string; factorId?: string | undefined } | undefined
}

type Answer = Awaited<ReturnType<typeof prepareAnswer | typeof preparePasskeyAnswer>>

/**
 * Answers a challenge with a second factor: signs in, or raises the session that asked for the challenge. A mail tells
 * the owner of a verified email that a recovery code was used. Throws `factors_not_configured`,
 * `passkeys_not_configured`, `challenge_invalid`, `factor_not_found`, `code_invalid`, `passkey_invalid`, `account_disabled`, and
 * `rate_limited` while codes have to wait after five wrong ones in a row; and what hooks throw.
 */
export async function verifySecondFactor(ctx: Ctx, input: SecondFactor): Promise<SignedIn> {
  requireFactors(ctx)
  await enforceLimitByIp(ctx, 'LIMIT_LOGIN')
  const challenge = narrowed(await openChallenge(ctx, input.challenge), input.only)
  await enforceLimitByIp(ctx, 'LIMIT_CODE', challenge.userId)
  const answer =
    'credential' in input
      ? await preparePasskeyAnswer(ctx, challenge, input.credential)
      : await prepareAnswer(ctx, challenge, input)
  return challenge.raisedId !== null
    ? raise(ctx, challenge.userId, challenge.raisedId, answer)
    : signIn(ctx, { ...challenge, deviceName: input.deviceName ?? challenge.deviceName }, answer)
}

/** The challenge as it may be answered. Throws `challenge_invalid` for another session's, `factor_not_found`. */
function narrowed(challenge: Challenge, only: SecondFactor['only']): Challenge {
  if (!only) return challenge
  if (challenge.raisedId !== only.sessionId) throw new Problem('challenge_invalid')
  if (only.factorId === undefined) return challenge
  const factors = challenge.factors.filter(({ _id }) => _id === only.factorId)
  if (factors.length === 0) throw new Problem('factor_not_found')
  return { ...challenge, factors }
}

/** Ends the sign-in that asked for the second factor, in a session of level 2. */
async function signIn(ctx: Ctx, challenge: Challenge, answer: Answer): Promise<SignedIn> {
  const shown = { aal: 2, proven: JSON.parse(challenge.amr) } // our own list
  const begun = beginSignIn(ctx, 'logged_in', answer.method, challenge.deviceName ?? undefined, shown)
  const counted = ctx.hooks?.beforeSession
    ? await commit(ctx.db, { ...answer.before, who: answer.find(begun.event) })
    : undefined
  const { signedIn, read } = await finishSignIn(ctx, begun, answer.record, {
    who: counted?.who,
    before: counted ? {} : answer.before,
    after: answer.after(begun.event),
    reads: answer.reads,
    guestToken: challenge.guestToken,
    isDeviceKnown: challenge.isDeviceKnown,
    tell: (_, profile) => tellOfRecovery(ctx, profile, answer),
  })
  if (!signedIn) throw answer.toProblem(read)
  return signedIn
}

/** Puts a session of level 2 in the place of the one that asked, whose tokens someone may have copied. */
async function raise(ctx: Ctx, userId: string, replacedId: string, answer: Answer): Promise<SignedIn> {
  const sessionId = newSessionId(ctx)
  const event = newSignInEvent(ctx, 'logged_in', { _id: sessionId, deviceName: null })
  const claims = await ctx.hooks?.tokenClaims?.(ctx, { userId, sessionId })
  const { raised, profile, ...found } = await commit(ctx.db, {
    ...answer.before,
    event: answer.record(event),
    ...answer.after(event),
    ...prepareRaise(ctx, { replacedId, sessionId, eventId: event._id, method: answer.method }),
    profile: selectSignedInProfile({ sessionId }),
    ...answer.reads,
  })
  if (!raised || !profile) throw answer.toProblem(found)
  tellOfRecovery(ctx, profile, answer)
  return { profile, tokens: await issueTokens(ctx, userId, raised, profile, claims) }
}

function tellOfRecovery(ctx: Ctx, profile: OwnProfile | undefined, { method }: Answer): void {
  const to = profile && ownersEmail(profile)
  if (to && method === 'recovery_code') notifySecondFactorChanged(ctx, to, 'recovery_code_used')
}
