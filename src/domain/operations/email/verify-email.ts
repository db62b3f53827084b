import type { OwnProfile } from '../../../db/rows.ts'
import {
  countCallersEmailAttempt,
  countCallersGuessAtCodes,
  recordCallersChange,
  recordCallersVerification,
} from '../../../db/statements/email.gen.ts'
import { selectOwnProfile } from '../../../db/statements/profile.gen.ts'
import type { GivenCode } from '../../../model/given-code.ts'
import { Problem } from '../../../model/problem.ts'
import { redeemEmailCode } from '../../codes/redeem-email-code.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Verifies the caller's email address, or the new one, with the code that was mailed to it, or its link's token.
 * Throws `code_invalid`, `upgrade_required` to a guest, `session_ended`, `account_disabled`, and what `redeemEmailCode`
 * throws.
 */
export async function verifyEmail(ctx: CallerCtx, given: GivenCode): Promise<OwnProfile> {
  const { caller } = ctx
  const { sessionId } = caller
  const { redeemed, profile } = await redeemEmailCode(ctx, given, {
    ...caller,
    count: ({ attemptId, now }) => ({
      attempt: countCallersEmailAttempt({ ...caller, now }),
      guess: countCallersGuessAtCodes({ ...caller, attemptId, now }),
    }),
    recordVerified: (event) => recordCallersVerification({ ...event, sessionId }),
    recordChanged: (event) => recordCallersChange({ ...event, sessionId }),
    readProfile: (now) => selectOwnProfile({ ...caller, now }),
  })
  const own = requireCaller(ctx, profile)
  if (!redeemed) throw new Problem(own.isGuest ? 'upgrade_required' : 'code_invalid')
  return own
}
