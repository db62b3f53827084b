import { hashPassword } from '../../../crypto/password.ts'
import { commit, commitOne } from '../../../db/client.ts'
import {
  deleteAddressCodes,
  deleteOtherSessions,
  invalidateCodes,
  recordPasswordChange,
  replacePassword,
  replaceSession,
  selectCallerStatus,
  selectUserOfEvent,
} from '../../../db/statements.gen.ts'
import type { PasswordChange } from '../../../http/api/account/schemas.ts'
import type { TokenPair } from '../../../http/api/sign-in/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import type { CallerCtx } from '../../context.ts'
import { newEvent } from '../../events/new-event.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { refuseLeaked } from '../../proofs/refuse-leaked.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { verifyCallersPassword } from '../../proofs/verify-callers-password.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

/**
 * Sets a new password. Earlier codes become invalid, and every session ends: a new one replaces this one, whose tokens
 * someone may have copied. A mail tells the owner of a verified email.
 * Throws `invalid_credentials`, `password_leaked`, `rate_limited`, `session_ended`, `account_disabled`.
 */
export async function changePassword(ctx: CallerCtx, input: PasswordChange): Promise<TokenPair> {
  const { caller, db } = ctx
  const { userId, sessionId: replacedId } = caller
  const { ownersEmail, passwordHash, forgetting } = await verifyCallersPassword(ctx, input.currentPassword)
  await refuseLeaked(ctx, input.newPassword).catch(async (refusal: unknown) => {
    await commitOne(db, forgetting) // the current one was right
    throw refusal
  })
  const newHash = await hashPassword(input.newPassword, ctx.settings.PASSWORD_ITERATIONS)
  const session = newSession(ctx, undefined)
  const event = newEvent(ctx, 'password_changed', session._id)
  const eventId = event._id
  const [, , , , , , recorded, callers] = await commit(db, [
    forgetting,
    recordPasswordChange({ ...event, userId, replacedId, passwordHash }),
    replacePassword({ eventId, passwordHash, newHash }),
    replaceSession({ ...session, eventId, replacedId }),
    deleteOtherSessions({ eventId, keptId: session._id }),
    invalidateCodes({ eventId }),
    selectUserOfEvent({ eventId }),
    selectCallerStatus({ ...caller, now: event.createdAt }),
    // A code to the owner's own address need not wait: they may want to reset what a thief has set.
    ...(ownersEmail ? [deleteAddressCodes({ eventId })] : []),
  ])
  if (recorded.length === 0) {
    requireCaller(callers)
    throw new Problem('invalid_credentials') // the password changed while we compared
  }
  if (ownersEmail) notifyPasswordChanged(ctx, ownersEmail)
  return issueTokens(ctx, userId, session)
}
