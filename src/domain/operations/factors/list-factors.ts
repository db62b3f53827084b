import { batch } from '../../../db/database.ts'
import { selectCallerAtAnyLevel, selectFactors } from '../../../db/statements/factors.gen.ts'
import { selectRecoveryCodes } from '../../../db/statements/recovery-codes.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * The caller's factors, and how many recovery codes are left of how many; in a session of any level, since an app that
 * steps up has to name them. Throws `factors_not_configured`, `session_ended`, `account_disabled`.
 */
export async function listFactors(ctx: CallerCtx) {
  requireFactors(ctx)
  const { caller, db } = ctx
  const { userId } = caller
  const { status, factors, codes } = await batch(db, {
    status: selectCallerAtAnyLevel({ ...caller, now: ctx.now() }),
    factors: selectFactors({ userId }),
    codes: selectRecoveryCodes({ userId }),
  })
  requireCaller(ctx, status)
  const recoveryCodesLeft = codes.filter(({ usedAt }) => usedAt === null).length
  return { factors, recoveryCodesLeft, recoveryCodesMade: codes.length }
}
