import { deletePasskey, deletePasskeySessions } from '../../../db/statements/passkeys.gen.ts'
import { recordPasskeyRemovedByOperator } from '../../../db/statements/user-sessions.gen.ts'
import { endSessionsToo } from '../../admin/end-sessions-too.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { withEndOfSessions } from '../../admin/operator-event.ts'
import { removeFromUser } from '../../admin/remove-from-user.ts'
import { notifyPasskeyRemoved } from '../../notices/notify-passkey-removed.ts'
import { ownersEmail } from '../../notices/owners-email.ts'

/**
 * Removes a passkey from a user, also if it is all that signs them in. All sessions end, since whoever has the passkey may
 * have one, or those alone that a passkey has begun or raised, where a protocol promises that the others go on. A mail tells
 * the owner of a verified email. Throws `passkey_not_found`, `user_not_found`, and what `commitAsOperator` throws.
 */
export async function removeUserPasskey(
  ctx: OperatorCtx,
  userId: string,
  passkeyId: string,
  { keepsOtherSessions = false }: { keepsOtherSessions?: boolean } = {},
): Promise<void> {
  const { event, ended } = withEndOfSessions(ctx, 'passkey_removed', userId)
  const eventId = event._id
  const owner = await removeFromUser(ctx, {
    userId,
    event,
    record: recordPasskeyRemovedByOperator({ ...event, passkeyId }),
    steps: {
      ...(keepsOtherSessions ? { sessions: deletePasskeySessions({ eventId }) } : endSessionsToo(ended)),
      passkey: deletePasskey({ eventId, passkeyId }),
    },
    action: 'passkey_removed',
    before: { passkeyId },
    missing: 'passkey_not_found',
  })
  const to = ownersEmail(owner)
  if (to) notifyPasskeyRemoved(ctx, to, true)
}
