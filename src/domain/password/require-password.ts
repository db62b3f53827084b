import type { ActorCtx } from '../../context.ts'
import { verifyPassword } from '../../crypto/password.ts'
import { run } from '../../db/client.ts'
import { selectCallersPassword } from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import { countCall } from '../count-call.ts'
import { requireCaller } from '../require-caller.ts'

/**
 * Proves that the caller knows their password, in a round trip of its own; what is done then must still ask for this
 * `passwordHash`. Throws `invalid_credentials`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function requirePassword(
  ctx: ActorCtx,
  password: string,
): Promise<{ email: string; passwordHash: string }> {
  await countCall(ctx, 'LIMIT_PASSWORD', ctx.actor.userId)
  const callers = await run(ctx.db, selectCallersPassword({ ...ctx.actor, now: ctx.now() }))
  const { email, passwordHash } = requireCaller(callers)
  const { PASSWORD_ITERATIONS: iterations } = ctx.settings
  const { matches } = await verifyPassword(password, passwordHash, iterations, ctx.readOtherForm)
  if (!matches || passwordHash === null) throw new Problem('invalid_credentials')
  return { email, passwordHash }
}
