import { describeError } from '../../lib/log.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/**
 * The second gate before the console and the admin API: where the settings name an application of Cloudflare Access,
 * every request has to have passed it, and brings its token. Throws `access_required`, and `unavailable` while the
 * team's keys cannot be fetched.
 */
export async function requireAccess(ctx: Ctx, assertion: string | undefined): Promise<void> {
  const { access } = ctx.settings.operators
  if (!access) return
  if (!assertion) throw new Problem('access_required')
  const { isLetThrough, ProviderUnavailable } = await ctx.onDemand.accessAssertions()
  const isLet = await isLetThrough(assertion, access, ctx.now()).catch((error: unknown) => {
    if (!(error instanceof ProviderUnavailable)) throw error
    const { error: name, code = name } = describeError(error.cause)
    const { retryAfterSeconds } = error
    throw new Problem('unavailable', { reason: `keys of Cloudflare Access: ${code}`, retryAfterSeconds })
  })
  if (!isLet) throw new Problem('access_required')
}
