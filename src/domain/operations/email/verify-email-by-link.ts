import { recordChangeByLink, recordVerificationByLink } from '../../../db/statements/email.gen.ts'
import { Problem } from '../../../model/problem.ts'
import { redeemEmailCode } from '../../codes/redeem-email-code.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/** What the link in the mail holds: it names the user. */
interface EmailConfirmationByLink {
  user: string
  token: string
}

/**
 * Verifies an email address by the link in the mail, in a browser that has no access token.
 * Throws `code_invalid`, and what `redeemEmailCode` throws.
 */
export async function verifyEmailByLink(ctx: Ctx, { user: userId, token }: EmailConfirmationByLink): Promise<void> {
  await enforceLimitByIp(ctx)
  const { redeemed } = await redeemEmailCode(
    ctx,
    { token },
    {
      userId,
      sessionId: null,
      recordVerified: recordVerificationByLink,
      recordChanged: recordChangeByLink,
    },
  )
  if (!redeemed) throw new Problem('code_invalid')
}
