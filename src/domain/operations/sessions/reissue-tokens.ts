import { run } from '../../../db/database.ts'
import { selectCallersSession } from '../../../db/statements/refresh.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requireLive } from '../../proofs/require-caller.ts'
import { issueTokens, type TokenPair } from '../../sign-in/issue-tokens.ts'

/**
 * Signs both tokens of the caller's session anew; nothing is rotated. Only for a call that has proven more than an access token
 * does, since a refresh token lives longer. Throws `session_ended`, `account_disabled`, and what hooks throw.
 */
export async function reissueTokens(ctx: CallerCtx): Promise<TokenPair> {
  const { caller } = ctx
  const claims = await ctx.hooks?.tokenClaims?.(ctx, caller)
  const session = requireLive(await run(ctx.db, selectCallersSession({ ...caller, now: ctx.now() })))
  return issueTokens(ctx, caller.userId, session, session, claims)
}
