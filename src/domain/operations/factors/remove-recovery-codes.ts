import { commit } from '../../../db/commit.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import {
  deleteRecoveryCodes,
  recordRecoveryCodesRemoved,
  selectRecoveryCodes,
} from '../../../db/statements/recovery-codes.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Removes the caller's recovery codes, used or not; the factors stay. A mail tells the owner of a verified email. Throws
 * `factors_not_configured`, `factor_not_found` if there are none, `recent_second_factor_required`, `session_ended`,
 * `account_disabled`.
 */
export async function removeRecoveryCodes(ctx: CallerCtx): Promise<void> {
  requireFactors(ctx)
  const { caller, db } = ctx
  const event = newEvent(ctx, 'recovery_codes_removed', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const { recorded, owner, left } = await commit(db, {
    event: recordRecoveryCodesRemoved({ ...event, ...caller, signedInAfter: recentSince(now) }),
    codes: deleteRecoveryCodes({ eventId }),
    recorded: selectUserOfEvent({ eventId }),
    owner: selectCallersAddress({ ...caller, now }),
    left: selectRecoveryCodes({ userId: caller.userId }),
  })
  if (recorded) {
    const to = owner && ownersEmail(owner.row)
    if (to) notifySecondFactorChanged(ctx, to, 'recovery_codes_removed')
    return
  }
  requireCaller(ctx, owner)
  throw new Problem(left.length > 0 ? 'recent_second_factor_required' : 'factor_not_found')
}
