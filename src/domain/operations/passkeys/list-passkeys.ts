import { batch } from '../../../db/database.ts'
import { selectPasskeys } from '../../../db/statements/passkeys.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requirePasskeys } from '../../passkeys/ceremony.ts'
import { type ListedPasskey, listPasskey } from '../../passkeys/list-passkey.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * The passkeys that sign the caller in. Throws `passkeys_not_configured`,
 * `session_ended`, `account_disabled`.
 */
export async function listPasskeys(ctx: CallerCtx): Promise<ListedPasskey[]> {
  const { caller, db } = ctx
  requirePasskeys(ctx)
  const { status, passkeys } = await batch(db, {
    status: selectCallerStatus({ ...caller, now: ctx.now() }),
    passkeys: selectPasskeys({ userId: caller.userId }),
  })
  requireCaller(ctx, status)
  return passkeys.map(listPasskey)
}
