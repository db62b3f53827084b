import { Problem } from '../../model/problem.ts'

/** What a statement tells of a caller; the level only where a session that is below it may not go on. */
interface Found<R> {
  disabledAt: Date | null
  secondFactorDue?: boolean
  row: R
}

/**
 * What `selectCallerStatus` or another read of the caller found. Throws `session_ended`, `account_disabled` or
 * `second_factor_required` if the caller may not go on.
 */
export function requireCaller<R>(found: Found<R> | undefined): R {
  if (!found) throw new Problem('session_ended')
  if (found.disabledAt) throw new Problem('account_disabled')
  if (found.secondFactorDue) throw new Problem('second_factor_required')
  return found.row
}
