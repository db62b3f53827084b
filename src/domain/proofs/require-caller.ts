import type { CallersRow, Granted } from '../../db/rows.ts'
import { Problem, type ProblemCode } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'

/**
 * What `selectCallerStatus` or another read of the caller found; what it says of their roles is noted, and their token is
 * corrected if it says another thing. Throws `session_ended`, or the refusal that was found, such as
 * `account_disabled`, if the caller may not go on.
 */
export function requireCaller<R extends Granted>(
  ctx: Pick<CallerCtx, 'granted'>,
  found: CallersRow<R, ProblemCode> | undefined,
): R {
  const row = requireLive(found)
  noteGranted(ctx, row, found?.generation ?? null)
  return row
}

/** The same for who gives no access token. */
export function requireLive<R>(found: { refusal: ProblemCode | null; row: R } | undefined): R {
  if (!found) throw new Problem('session_ended')
  if (found.refusal) throw new Problem(found.refusal)
  return found.row
}

/** Notes what a statement has read of what operators have granted the caller. */
export function noteGranted(
  ctx: Pick<CallerCtx, 'granted'>,
  { roles, appMetadata, secondFactorDue = false }: Granted,
  generation: number | null,
): void {
  ctx.granted = {
    ...ctx.granted,
    roles,
    generation,
    secondFactorDue,
    ...(appMetadata !== undefined && { appMetadata }),
  }
}
