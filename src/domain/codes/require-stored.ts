import { Problem } from '../../model/problem.ts'
import type { UnsentCode } from './new-code.ts'

interface CurrentCode {
  hash: string
  address: string
  replaceableAt: Date
}

/**
 * The caller's current code, if it is the new one. Throws `rate_limited` with the seconds until another may be sent, if
 * it was too early for one; `session_ended` if the caller is gone.
 */
export function requireStored<C extends CurrentCode>({ row }: UnsentCode, current: C | undefined): C {
  if (!current) throw new Problem('session_ended')
  if (current.hash === row.hash) return current
  const seconds = Math.ceil((current.replaceableAt.getTime() - row.createdAt.getTime()) / 1_000)
  throw new Problem('rate_limited', { retryAfterSeconds: seconds })
}
