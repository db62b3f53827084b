import { deleteSession } from '../../../db/statements/sessions.gen.ts'
import { recordEndOfSessionByOperator } from '../../../db/statements/user-sessions.gen.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { operatorEvent } from '../../admin/operator-event.ts'
import { removeFromUser } from '../../admin/remove-from-user.ts'

/** Ends one session of a user. Throws `session_not_found`, `user_not_found`, and what `commitAsOperator` throws. */
export async function endUserSession(ctx: OperatorCtx, userId: string, sessionId: string): Promise<void> {
  const event = { ...operatorEvent(ctx, 'session_ended', userId), sessionId }
  await removeFromUser(ctx, {
    userId,
    event,
    record: recordEndOfSessionByOperator({ ...event, endedId: sessionId }),
    steps: { session: deleteSession({ eventId: event._id, sessionId }) },
    action: 'session_ended',
    before: { sessionId },
    missing: 'session_not_found',
  })
}
