import { deleteFactor } from '../../../db/statements/factors.gen.ts'
import { deleteUselessRecoveryCodes } from '../../../db/statements/recovery-codes.gen.ts'
import { recordFactorRemovedByOperator } from '../../../db/statements/user-sessions.gen.ts'
import { endSessionsToo } from '../../admin/end-sessions-too.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { withEndOfSessions } from '../../admin/operator-event.ts'
import { removeFromUser } from '../../admin/remove-from-user.ts'
import { notifySecondFactorChanged } from '../../notices/notify-second-factor-changed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'

/**
 * Removes an authenticator app from a user who has lost it; with the last one go the recovery codes. All sessions end,
 * so that whoever has one cannot go on without the factor. A mail tells the owner of a verified email. Throws
 * `factor_not_found`, `user_not_found`, and what `commitAsOperator` throws.
 */
export async function removeUserFactor(ctx: OperatorCtx, userId: string, factorId: string): Promise<void> {
  const { event, ended } = withEndOfSessions(ctx, 'factor_removed', userId)
  const eventId = event._id
  const owner = await removeFromUser(ctx, {
    userId,
    event,
    record: recordFactorRemovedByOperator({ ...event, factorId }),
    steps: {
      ...endSessionsToo(ended),
      factor: deleteFactor({ eventId, factorId }),
      recoveryCodes: deleteUselessRecoveryCodes({ eventId }),
    },
    action: 'factor_removed',
    before: { factorId },
    missing: 'factor_not_found',
  })
  const to = ownersEmail(owner)
  if (to) notifySecondFactorChanged(ctx, to, 'factor_removed', true)
}
