import type { ActorCtx } from '../../context.ts'
import { hashPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { selectCallerStatus } from '../../db/queries/caller.ts'
import { deleteCodes } from '../../db/queries/codes.ts'
import { recordEvent, userOfEvent } from '../../db/queries/events.ts'
import { deleteOtherSessions } from '../../db/queries/sessions.ts'
import { callerWithPassword, updateUser } from '../../db/queries/users.ts'
import { CODE_PURPOSES } from '../../db/schema.ts'
import { Problem } from '../../problem.ts'
import type { PasswordChange } from '../../schemas/account.ts'
import { newEvent } from '../events/new-event.ts'
import { requireCaller } from '../require-caller.ts'
import { refuseLeaked } from './refuse-leaked.ts'
import { requirePassword } from './require-password.ts'

/**
 * Sets a new password; every session but this one ends, and codes that are under way are void.
 * Throws `invalid_credentials`, `password_leaked`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function changePassword(ctx: ActorCtx, input: PasswordChange): Promise<void> {
  const { actor, db } = ctx
  const current = await requirePassword(ctx, input.currentPassword)
  await refuseLeaked(ctx, input.newPassword)
  const passwordHash = await hashPassword(input.newPassword, ctx.settings.PASSWORD_ITERATIONS)
  const event = newEvent(ctx, 'password_changed', actor.sessionId)
  const [, , , , recorded, callers] = await commit(db, [
    recordEvent(db, event, callerWithPassword(db, actor, event.createdAt, current.passwordHash)),
    updateUser(db, event._id, { passwordHash }),
    deleteOtherSessions(db, event._id, actor.sessionId),
    deleteCodes(db, event._id, CODE_PURPOSES),
    userOfEvent(db, event._id),
    selectCallerStatus(db, actor, event.createdAt),
  ])
  if (recorded.length > 0) return
  requireCaller(callers)
  throw new Problem('invalid_credentials') // the password changed while we compared
}
