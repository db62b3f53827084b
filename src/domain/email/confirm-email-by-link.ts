import type { Ctx } from '../../context.ts'
import { Problem } from '../../problem.ts'
import type { EmailConfirmationByLink } from '../../schemas/account.ts'
import { countStranger } from '../count-call.ts'
import { takeEmailCode } from './take-email-code.ts'

/**
 * Confirms an address by the link in the mail, in a browser that has no access token.
 * Throws `code_invalid`, and what `takeEmailCode` throws.
 */
export async function confirmEmailByLink(ctx: Ctx, { user, code }: EmailConfirmationByLink): Promise<void> {
  await countStranger(ctx)
  const { taken } = await takeEmailCode(ctx, { userId: user, sessionId: null, code })
  if (!taken) throw new Problem('code_invalid')
}
