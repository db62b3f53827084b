import type { SentCode } from '../../mail/code-link.ts'
import type { Ctx } from '../context.ts'
import type { CodeToSend } from '../hooks/hooks.ts'

/** What asks the team's hook to send a code, and tells whether it has; `undefined` where there is no such hook. */
export function sendByHook(
  ctx: Ctx,
  sent: SentCode,
  to: string,
  purpose?: CodeToSend['purpose'],
): (() => Promise<boolean>) | undefined {
  const { sendCode } = ctx.hooks ?? {}
  return sendCode && (() => sendCode(ctx, sent, to, purpose))
}
