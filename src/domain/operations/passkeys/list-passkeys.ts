import { selectPasskeys } from '../../../db/statements/passkeys.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { requirePasskeys } from '../../passkeys/ceremony.ts'
import { type ListedPasskey, listPasskey } from '../../passkeys/list-passkey.ts'
import { readAsCaller } from '../../proofs/read-as-caller.ts'

/**
 * The passkeys that sign the caller in. Throws `passkeys_not_configured`,
 * `session_ended`, `account_disabled`.
 */
export async function listPasskeys(ctx: CallerCtx): Promise<ListedPasskey[]> {
  requirePasskeys(ctx)
  const { passkeys } = await readAsCaller(ctx, { passkeys: selectPasskeys({ userId: ctx.caller.userId }) })
  return passkeys.map(listPasskey)
}
