import { commit } from '../../../db/commit.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectFactors } from '../../../db/statements/factors.gen.ts'
import {
  deleteRecoveryCodes,
  insertRecoveryCodes,
  recordRecoveryCodesMade,
  selectRecoveryCode,
} from '../../../db/statements/recovery-codes.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { newRecoveryCodes } from '../../factors/new-recovery-codes.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Makes ten new recovery codes; the old ones are void. A mail tells the owner of a verified email. Throws
 * `factors_not_configured`, `factor_not_found` without a factor, `recent_second_factor_required`, `rate_limited`,
 * `session_ended`, `account_disabled`.
 */
export async function createRecoveryCodes(ctx: CallerCtx): Promise<string[]> {
  requireFactors(ctx)
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const { codes, macs, first } = await newRecoveryCodes(ctx, caller.userId)
  const event = newEvent(ctx, 'recovery_codes_made', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const { made, owner, factors } = await commit(db, {
    event: recordRecoveryCodesMade({ ...event, ...caller, signedInAfter: recentSince(now) }),
    former: deleteRecoveryCodes({ eventId }),
    codes: insertRecoveryCodes({ eventId, macs, now }),
    made: selectRecoveryCode({ mac: first }),
    owner: selectCallersAddress({ ...caller, now }),
    factors: selectFactors({ userId: caller.userId }),
  })
  const to = ownersEmail(requireCaller(ctx, owner))
  if (!made)
    throw new Problem(
      factors.some(({ confirmedAt }) => confirmedAt) ? 'recent_second_factor_required' : 'factor_not_found',
    )
  if (to) notifySecondFactorChanged(ctx, to, 'recovery_codes_made')
  return codes
}
