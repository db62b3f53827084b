import { Problem } from '../../model/problem.ts'

/**
 * What `selectCallerStatus` or another read of the caller found. Throws `session_ended` or `account_disabled` if the
 * caller may not go on.
 */
export function requireCaller<R>(found: { disabledAt: Date | null; row: R } | undefined): R {
  if (!found) throw new Problem('session_ended')
  if (found.disabledAt) throw new Problem('account_disabled')
  return found.row
}
