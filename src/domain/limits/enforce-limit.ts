import { describeError, log } from '../../lib/log.ts'
import { truncateIp } from '../../lib/truncate-ip.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** The limits of wrangler.toml, which gives their reasons. */
type LimitName = Extract<keyof Ctx['settings'], `LIMIT_${string}`>

/** Counts a call by `key` against a limit. Throws `rate_limited`. */
export async function enforceLimit(ctx: Ctx, name: LimitName, key: string): Promise<void> {
  const limiter = ctx.settings[name]
  if (!limiter) return
  if (!(await isAllowed(ctx, limiter, key))) throw new Problem('rate_limited')
}

/** Counts a call of which only the IP address is known. Throws `rate_limited`. */
export const enforceLimitByIp = (ctx: Ctx): Promise<void> => enforceLimit(ctx, 'LIMIT_GENERAL', callerIp(ctx))

/** A limiter that is down must not take the service down. */
async function isAllowed({ requestId }: Ctx, limiter: RateLimit, key: string): Promise<boolean> {
  try {
    return (await limiter.limit({ key })).success
  } catch (error) {
    log('error', 'limit_failed', { requestId, ...describeError(error) })
    return true
  }
}

/** The caller's IPv4 address, or the network of their IPv6 address, since anyone has plenty of those. */
export function callerIp({ client: { ip = '' } }: Ctx): string {
  return ip.includes(':') ? (truncateIp(ip) ?? ip) : ip
}
