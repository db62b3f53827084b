import { run } from '../../../db/database.ts'
import { selectAccountOfCaller } from '../../../db/statements/accounts.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requireLive } from '../../proofs/require-caller.ts'

/**
 * The caller's account and their session, in a session of any level: one that owes a second factor has to learn which. Throws
 * `session_ended`, `account_disabled`.
 */
export async function getAccount(ctx: CallerCtx) {
  return requireLive(await run(ctx.db, selectAccountOfCaller({ ...ctx.caller, now: ctx.now() })))
}
