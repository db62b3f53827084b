import type { Ctx } from '../context.ts'
import { describeError, log } from '../lib/log.ts'
import { truncateIp } from '../lib/truncate-ip.ts'
import { Problem } from '../problem.ts'

/** The limits of wrangler.toml, where their reasons are. */
type LimitName = Extract<keyof Ctx['settings'], `LIMIT_${string}`>

/** Counts a call by `key` against a limit. Throws `rate_limited`. */
export async function countCall(ctx: Ctx, name: LimitName, key: string): Promise<void> {
  const limiter = ctx.settings[name]
  if (!limiter) return
  const allowed = await limiter.limit({ key }).then(
    ({ success }) => success,
    (error: unknown) => {
      log('error', 'limit_failed', { requestId: ctx.requestId, ...describeError(error) })
      return true // a limiter that is down must not take the service with it
    },
  )
  if (!allowed) throw new Problem('rate_limited')
}

/** Who calls, where no account is known: an IPv4 address, or the network of an IPv6 one, of which anyone has plenty. */
export function callerAddress({ client: { ip = '' } }: Ctx): string {
  return ip.includes(':') ? (truncateIp(ip) ?? ip) : ip
}
