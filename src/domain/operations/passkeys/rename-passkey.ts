import { commit } from '../../../db/commit.ts'
import { renamePasskey as rename, selectPasskey } from '../../../db/statements/passkeys.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { requirePasskeys } from '../../passkeys/ceremony.ts'
import { type ListedPasskey, listPasskey } from '../../passkeys/list-passkey.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

/**
 * Renames a passkey of the caller. Throws `passkey_not_found`, `passkeys_not_configured`, `session_ended`,
 * `account_disabled`.
 */
export async function renamePasskey(ctx: CallerCtx, passkeyId: string, name: string): Promise<ListedPasskey> {
  const { caller, db } = ctx
  requirePasskeys(ctx)
  const now = ctx.now()
  const { status, passkey } = await commit(db, {
    name: rename({ ...caller, passkeyId, name, now }),
    status: selectCallerStatus({ ...caller, now }),
    passkey: selectPasskey({ passkeyId, userId: caller.userId }),
  })
  requireCaller(ctx, status)
  if (!passkey) throw new Problem('passkey_not_found')
  return listPasskey(passkey)
}
