import { commit } from '../../../db/commit.ts'
import { batch } from '../../../db/database.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { confirmFactor, recordFactorAdded, selectFactor, selectFactors } from '../../../db/statements/factors.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { lowerOtherSessions } from '../../../db/statements/raised-sessions.gen.ts'
import {
  deleteUsedRecoveryCodes,
  insertRecoveryCodes,
  selectRecoveryCode,
} from '../../../db/statements/recovery-codes.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { matchCode } from '../../factors/match-code.ts'
import { newRecoveryCodes } from '../../factors/new-recovery-codes.ts'
import { notRecent } from '../../factors/not-recent.ts'
import { prepareRaise } from '../../factors/prepare-raise.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { issueTokens, type TokenPair } from '../../sign-in/issue-tokens.ts'
import { newSessionId } from '../../sign-in/new-session.ts'

interface Confirmation {
  factorId: string
  code: string
  /** Whether recovery codes come with the first factor; an app that cannot show them asks for them later. */
  withRecoveryCodes?: boolean | undefined
}

/** The tokens of the session, which is at level 2 now; and the recovery codes, if these are the first ones. */
interface Confirmed {
  recoveryCodes: string[]
  tokens: TokenPair
}

/**
 * Confirms an authenticator app with its first code: from now on every sign-in demands it. A session of level 2
 * replaces this one, whose tokens someone may have copied, and the others have to step up. With the first factor come
 * ten recovery codes, if they are wanted. A mail tells the owner of a verified email. Throws `factors_not_configured`,
 * `factor_not_found`, `factor_confirmed`, `code_invalid`, `recent_login_required` or `recent_second_factor_required`, `rate_limited`,
 * `session_ended`, `account_disabled`, `hook_failed`.
 */
export async function confirmTotpFactor(
  ctx: CallerCtx,
  { factorId, code, withRecoveryCodes = true }: Confirmation,
): Promise<Confirmed> {
  requireFactors(ctx)
  const { caller, db } = ctx
  const { userId, sessionId } = caller
  await enforceLimit(ctx, 'LIMIT_CODE', sessionId) // whoever is here was told the secret: its codes need no other count
  const { status, factor } = await batch(db, {
    status: selectCallerStatus({ ...caller, now: ctx.now() }),
    factor: selectFactor({ userId, factorId }),
  })
  requireCaller(ctx, status)
  if (!factor) throw new Problem('factor_not_found')
  if (factor.confirmedAt) throw new Problem('factor_confirmed')
  const match = await matchCode(ctx, [{ _id: factorId, secret: factor.secret }], code)
  if (!match) throw new Problem('code_invalid')
  const recoveryCodes = await newRecoveryCodes(ctx, userId)
  const raisedId = newSessionId(ctx)
  const event = newEvent(ctx, 'factor_added', sessionId)
  const claims = await ctx.hooks?.tokenClaims?.(ctx, { userId, sessionId: raisedId })
  const { _id: eventId, createdAt: now } = event
  const { recorded, raised, made, owner, left, factors } = await commit(db, {
    event: recordFactorAdded({ ...event, ...caller, factorId, signedInAfter: recentSince(now) }),
    factor: confirmFactor({ eventId, factorId, step: match.step, now }),
    usedCodes: deleteUsedRecoveryCodes({ eventId }),
    ...(withRecoveryCodes && { codes: insertRecoveryCodes({ eventId, macs: recoveryCodes.macs, now }) }),
    ...prepareRaise(ctx, { replacedId: sessionId, sessionId: raisedId, eventId, method: 'totp' }),
    otherSessions: lowerOtherSessions({ eventId, keptId: raisedId }),
    recorded: selectUserOfEvent({ eventId }),
    made: selectRecoveryCode({ mac: recoveryCodes.first }),
    owner: selectOwnProfile({ userId, sessionId: raisedId, now }),
    left: selectCallerStatus({ ...caller, now }),
    factors: selectFactors({ userId }),
  })
  if (!recorded || !raised || !owner) {
    requireCaller(ctx, left)
    throw refusal(factorId, factors)
  }
  const to = ownersEmail(owner.row)
  if (to) notifySecondFactorChanged(ctx, to, 'factor_added')
  const tokens = await issueTokens(ctx, userId, raised, owner.row, claims)
  return { recoveryCodes: made ? recoveryCodes.codes : [], tokens }
}

/** Why nothing was confirmed: another call was first, or the session is too old. */
function refusal(factorId: string, factors: readonly { _id: string; confirmedAt: Date | null }[]): Problem {
  const factor = factors.find(({ _id }) => _id === factorId)
  if (!factor) return new Problem('factor_not_found')
  return factor.confirmedAt ? new Problem('factor_confirmed') : notRecent(factors)
}
