import type { ActorCtx } from '../../context.ts'
import { hashPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import {
  deleteCodes,
  deleteOtherSessions,
  recordCallerWithPassword,
  resetLoginAttempts,
  selectCallerStatus,
  selectUserOfEvent,
  setPassword,
} from '../../db/statements.ts'
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
  const eventId = event._id
  const [, , , , recorded, callers] = await commit(db, [
    recordCallerWithPassword({ ...event, ...actor, passwordHash: current.passwordHash }),
    setPassword({ eventId, passwordHash }),
    deleteOtherSessions({ eventId, keptId: actor.sessionId }),
    deleteCodes({ eventId }),
    selectUserOfEvent({ eventId }),
    selectCallerStatus({ ...actor, now: event.createdAt }),
    resetLoginAttempts({ addressHash: current.addressHash, eventId }),
  ])
  if (recorded.length > 0) return
  requireCaller(callers)
  throw new Problem('invalid_credentials') // the password changed while we compared
}
