import { run } from '../../db/database.ts'
import { selectCallerStatus } from '../../db/statements/who.gen.ts'
import { Problem } from '../../model/problem.ts'
import type { CallerCtx } from '../context.ts'
import { requireCaller } from './require-caller.ts'

/**
 * Asks the database whether the caller has a role. Throws `role_required`, `session_ended`, `account_disabled`,
 * `second_factor_required`.
 */
export async function requireCallersRole(ctx: CallerCtx, role: string): Promise<void> {
  const { roles } = requireCaller(ctx, await run(ctx.db, selectCallerStatus({ ...ctx.caller, now: ctx.now() })))
  if (!roles?.includes(role)) throw new Problem('role_required')
}
