import { batch } from '../../../db/database.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import { exportSteps, toAccountExport } from '../../account/account-export.ts'
import type { CallerCtx } from '../../context.ts'
import { enforceLimit } from '../../limits/enforce-limit.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Everything that is stored about the caller except secrets (GDPR art. 20), of each list the latest `maxRows`. Throws
 * `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function exportAccount(ctx: CallerCtx, maxRows: number) {
  const { caller, db } = ctx
  await enforceLimit(ctx, 'LIMIT_ACCOUNT', caller.sessionId)
  const now = ctx.now()
  const found = await batch(db, {
    profile: selectOwnProfile({ ...caller, now }),
    ...(await exportSteps(ctx, caller.userId, now, maxRows)),
  })
  return toAccountExport(requireCaller(ctx, found.profile), now, found)
}
