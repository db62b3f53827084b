import { Problem } from '../../model/problem.ts'

/**
 * Makes sure that an attempt was counted and may go on. Throws `rate_limited` with the seconds until the block ends, if
 * a block was found instead.
 */
export function requireUnblocked(
  attempt: object | undefined,
  block: { blockedUntil: Date } | undefined,
  now: Date,
): void {
  if (attempt || !block) return
  const seconds = Math.ceil((block.blockedUntil.getTime() - now.getTime()) / 1_000)
  throw new Problem('rate_limited', { retryAfterSeconds: seconds })
}
