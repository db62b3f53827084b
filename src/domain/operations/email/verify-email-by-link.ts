import type { EmailConfirmationByLink } from '../../../http/api/account/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import { redeemEmailCode } from '../../codes/redeem-email-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/**
 * Verifies an email address by the link in the mail, in a browser that has no access token.
 * Throws `code_invalid`, and what `redeemEmailCode` throws.
 */
export async function verifyEmailByLink(ctx: Ctx, { user, code }: EmailConfirmationByLink): Promise<void> {
  await enforceLimitByIp(ctx)
  const { redeemed } = await redeemEmailCode(ctx, { userId: user, sessionId: null, code })
  if (!redeemed) throw new Problem('code_invalid')
}
