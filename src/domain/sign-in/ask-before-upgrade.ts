import { run } from '../../db/database.ts'
import { selectCallersAddress } from '../../db/statements/email.gen.ts'
import type { CallerCtx } from '../context.ts'
import type { Added } from '../hooks/asked-hooks.ts'
import type { Registration } from '../hooks/hooks.ts'
import { requireCaller } from '../proofs/require-caller.ts'

/**
 * Asks the hook of registrations about a guest who is about to be a user; or about a user with neither an email address nor
 * a password, who is about to get both. That they are one is read beforehand, only where there is such a hook. Throws
 * `session_ended`, `account_disabled`, and what the hook throws.
 */
export async function askBeforeUpgrade(
  ctx: CallerCtx,
  given: Omit<Registration, 'guestId'>,
): Promise<Added | undefined> {
  const { caller, db, hooks } = ctx
  if (!hooks?.beforeRegister) return undefined
  const { isGuest, email } = requireCaller(ctx, await run(db, selectCallersAddress({ ...caller, now: ctx.now() })))
  const getsBoth = given.method === 'password' && email === null
  return isGuest || getsBoth ? hooks.beforeRegister(ctx, { ...given, guestId: caller.userId }) : undefined
}
