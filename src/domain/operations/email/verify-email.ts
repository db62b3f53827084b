import type { OwnProfile } from '../../../http/api/profile/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import { redeemEmailCode } from '../../codes/redeem-email-code.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Verifies the caller's email address, or the new one, with the code that was mailed to it. Throws `code_invalid`,
 * `session_ended`, `account_disabled`, and what `redeemEmailCode` throws.
 */
export async function verifyEmail(ctx: CallerCtx, code: string): Promise<OwnProfile> {
  const { redeemed, callers } = await redeemEmailCode(ctx, { ...ctx.caller, code })
  const profile = requireCaller(callers)
  if (!redeemed) throw new Problem('code_invalid')
  return profile
}
