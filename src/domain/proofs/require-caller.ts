import type { CallerRefusal } from '../../model/caller.ts'
import { Problem } from '../../model/problem.ts'

/**
 * What `selectCallerStatus` or another read of the caller found. Throws `session_ended`, `account_disabled` or
 * `second_factor_required` if the caller may not go on.
 */
export function requireCaller<R>(found: { refusal: CallerRefusal | null; row: R } | undefined): R {
  if (!found) throw new Problem('session_ended')
  if (found.refusal) throw new Problem(found.refusal)
  return found.row
}
