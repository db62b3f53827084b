import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import type { EmailConfirmationByLink } from '../../schemas/account.ts'
import { enforceLimitByIp } from '../enforce-limit.ts'
import { redeemEmailCode } from './redeem-email-code.ts'

/**
 * Verifies an email address by the link in the mail, in a browser that has no access token.
 * Throws `code_invalid`, and what `redeemEmailCode` throws.
 */
export async function verifyEmailByLink(ctx: Ctx, { user, code }: EmailConfirmationByLink): Promise<void> {
  await enforceLimitByIp(ctx)
  const { redeemed } = await redeemEmailCode(ctx, { userId: user, sessionId: null, code })
  if (!redeemed) throw new Problem('code_invalid')
}
