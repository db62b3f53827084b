import type { CallerCtx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import type { OwnProfile } from '../../schemas/profile.ts'
import { requireCaller } from '../require-caller.ts'
import { redeemEmailCode } from './redeem-email-code.ts'

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
