import { commit } from '../../../db/commit.ts'
import { selectCallersAddress } from '../../../db/statements/email.gen.ts'
import { selectUserOfEvent } from '../../../db/statements/events.gen.ts'
import { clearDue, deleteFactor, recordFactorRemoved, selectFactors } from '../../../db/statements/factors.gen.ts'
import { deleteUselessRecoveryCodes } from '../../../db/statements/recovery-codes.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'
import { recentSince } from '../../proofs/recent-sign-in.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Removes one of the caller's factors; with the last one go the recovery codes, and nothing is demanded any more. A
 * mail tells the owner of a verified email. Throws `factors_not_configured`, `factor_not_found`,
 * `recent_second_factor_required`, `session_ended`, `account_disabled`.
 */
export async function removeFactor(ctx: CallerCtx, factorId: string): Promise<void> {
  requireFactors(ctx)
  const { caller, db } = ctx
  const event = newEvent(ctx, 'factor_removed', caller.sessionId)
  const { _id: eventId, createdAt: now } = event
  const { recorded, owner, left } = await commit(db, {
    event: recordFactorRemoved({ ...event, ...caller, factorId, signedInAfter: recentSince(now) }),
    factor: deleteFactor({ eventId, factorId }),
    recoveryCodes: deleteUselessRecoveryCodes({ eventId }),
    due: clearDue({ eventId }),
    recorded: selectUserOfEvent({ eventId }),
    owner: selectCallersAddress({ ...caller, now }),
    left: selectFactors({ userId: caller.userId }),
  })
  if (recorded) {
    const to = owner && ownersEmail(owner.row)
    if (to) notifySecondFactorChanged(ctx, to, 'factor_removed')
    return
  }
  requireCaller(ctx, owner)
  throw new Problem(left.some(({ _id }) => _id === factorId) ? 'recent_second_factor_required' : 'factor_not_found')
}
