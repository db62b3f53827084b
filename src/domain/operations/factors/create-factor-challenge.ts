import { commit } from '../../../db/commit.ts'
import {
  deleteChallengesOfSession,
  insertChallengeOfSession,
  selectAnswersOfUser,
} from '../../../db/statements/asked-factors.gen.ts'
import { selectCallerAtAnyLevel } from '../../../db/statements/factors.gen.ts'
import { Problem, type SecondFactorAsked } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newChallenge, present } from '../../factors/challenge.ts'
import { requireFactors } from '../../factors/require-factors.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * A challenge whose answer raises the caller's session, which may be below the level of its account; one before it is
 * void. Throws `factors_not_configured`, `factor_not_found` without a factor, `session_ended`, `account_disabled`.
 */
export async function createFactorChallenge(ctx: CallerCtx): Promise<SecondFactorAsked & { expiresAt: Date }> {
  requireFactors(ctx)
  const { caller, db } = ctx
  const { userId } = caller
  const now = ctx.now()
  const row = newChallenge(ctx)
  const { status, answers } = await commit(db, {
    former: deleteChallengesOfSession({ ...caller, now }),
    challenge: insertChallengeOfSession({ ...row, ...caller, now }),
    status: selectCallerAtAnyLevel({ ...caller, now }),
    answers: selectAnswersOfUser({ userId, withPasskeys: ctx.settings.PASSKEYS === 'on' }),
  })
  const { beganOwing } = requireCaller(ctx, status)
  if (answers.length === 0) throw new Problem('factor_not_found')
  const expiresAt = row.expiresAt.getTime()
  const none = { amr: '[]', deviceName: null, isDeviceKnown: true } // the session has its own
  const challenge = { _id: row._id, userId, raisedId: caller.sessionId, beganOwing, ...none, expiresAt }
  const asked = await present(ctx, challenge, answers)
  return { ...asked, expiresAt: row.expiresAt }
}
