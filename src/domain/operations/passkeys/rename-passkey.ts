import { renamePasskey as rename, selectPasskey } from '../../../db/statements/passkeys.gen.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { requirePasskeys } from '../../passkeys/ceremony.ts'
import { type ListedPasskey, listPasskey } from '../../passkeys/list-passkey.ts'
import { writeAsCaller } from '../../proofs/write-as-caller.ts'

/**
 * Renames a passkey of the caller. Throws `passkey_not_found`, `passkeys_not_configured`, `session_ended`,
 * `account_disabled`.
 */
export async function renamePasskey(ctx: CallerCtx, passkeyId: string, name: string): Promise<ListedPasskey> {
  const { caller } = ctx
  requirePasskeys(ctx)
  const { passkey } = await writeAsCaller(ctx, {
    name: rename({ ...caller, passkeyId, name, now: ctx.now() }),
    passkey: selectPasskey({ passkeyId, userId: caller.userId }),
  })
  if (!passkey) throw new Problem('passkey_not_found')
  return listPasskey(passkey)
}
