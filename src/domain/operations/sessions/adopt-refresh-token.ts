import { foreignSessionIds } from '../../../crypto/foreign-refresh-token.ts'
import { signRefreshToken } from '../../../crypto/tokens.ts'
import { run } from '../../../db/database.ts'
import { selectSessionToAdopt } from '../../../db/statements/adopted-sessions.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { enforceLimitByIp } from '../../limits/enforce-limit.ts'

/**
 * The refresh token of ours that stands for one of another backend, whose session was imported. The same each time: what it is
 * worth, `refreshToken` decides, so that a lost answer and parallel calls do no harm. Throws `token_invalid`, `rate_limited`.
 */
export async function adoptRefreshToken(ctx: Ctx, token: string): Promise<string> {
  await enforceLimitByIp(ctx)
  const { _id: sessionId, refreshId } = await foreignSessionIds(token)
  const session = await run(ctx.db, selectSessionToAdopt({ sessionId }))
  if (!session) throw new Problem('token_invalid')
  const exp = Math.floor(session.expiresAt.getTime() / 1_000)
  return signRefreshToken(ctx, { sub: session.userId, sid: sessionId, jti: refreshId, exp })
}
