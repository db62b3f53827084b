import type { LimitName } from '../../config/bindings.ts'
import { describeError, log } from '../../lib/log.ts'
import { truncateIp } from '../../lib/truncate-ip.ts'
import { Problem } from '../../model/problem.ts'
import type { Ctx } from '../context.ts'

/** Counts a call by `key` against a limit. Throws `rate_limited`. */
export async function enforceLimit(ctx: Ctx, name: LimitName, key: string): Promise<void> {
  if (!(await isWithinLimit(ctx, name, key))) throw new Problem('rate_limited')
}

/** Counts a call by the caller's IP address, or by a subject and that address. Throws `rate_limited`. */
export function enforceLimitByIp(ctx: Ctx, name: LimitName = 'LIMIT_GENERAL', subject?: string): Promise<void> {
  return enforceLimit(ctx, name, keyByIp(ctx, subject))
}

/**
 * Counts what anyone can do in the name of an email address: by the address and the caller's IP address, and, far higher,
 * by the address alone; a stranger must not be able to spend what its owner has. Throws `rate_limited`.
 */
export async function enforceLimitByAddress(ctx: Ctx, name: LimitName, email: string): Promise<void> {
  if (!(await isWithinLimitByAddress(ctx, name, email))) throw new Problem('rate_limited')
}

/** The same, for whoever goes on without what is limited: whether it is not reached. */
export const isWithinLimitByAddress = async (ctx: Ctx, name: LimitName, email: string): Promise<boolean> =>
  (await isWithinLimit(ctx, name, keyByIp(ctx, email))) && isWithinLimit(ctx, 'LIMIT_ADDRESS', `${name} ${email}`)

/**
 * Counts by `key` against a limit, and whether it is not reached. A limiter that is down must not take the service
 * down.
 */
export async function isWithinLimit({ limits, requestId }: Ctx, name: LimitName, key: string): Promise<boolean> {
  const limiter = limits[name]
  if (!limiter) return true
  try {
    return (await limiter.limit({ key })).success
  } catch (error) {
    log('error', 'limit_failed', { requestId, ...describeError(error) })
    return true
  }
}

/** The caller's IPv4 address, or the network of their IPv6 address, since anyone has plenty of those; after a subject. */
function keyByIp({ device: { ip = '' } }: Ctx, subject: string | undefined): string {
  const address = ip.includes(':') ? (truncateIp(ip) ?? ip) : ip
  return subject === undefined ? address : `${subject} ${address}`
}
