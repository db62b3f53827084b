import { type Answers, batch, type Steps } from '../../db/database.ts'
import { selectCallerStatus } from '../../db/statements/who.gen.ts'
import type { CallerCtx } from '../context.ts'
import { requireCaller } from './require-caller.ts'

/** What a batch has found of the caller. */
export interface Checked {
  caller?: Answers<ReturnType<typeof callerStep>>['caller']
}

/**
 * Reads for the caller, in one round trip. What was read leaves this function only if their session is live. Throws
 * `session_ended`, `account_disabled`, `second_factor_required`.
 */
export async function readAsCaller<S extends Steps & { caller?: never }>(
  ctx: CallerCtx,
  steps: S,
): Promise<Answers<S>> {
  const found: Answers<S> & Checked = await batch(ctx.db, { ...callerStep(ctx), ...steps })
  requireCaller(ctx, found.caller)
  return found
}

/** The statement that tells whether the caller may go on. */
export const callerStep = (ctx: CallerCtx) => ({ caller: selectCallerStatus({ ...ctx.caller, now: ctx.now() }) })
