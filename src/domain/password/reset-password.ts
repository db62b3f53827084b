import type { Ctx } from '../../context.ts'
import { hashPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import {
  countResetAttempt,
  deleteAddressCodes,
  deleteForeignIdentities,
  deleteOtherSessions,
  insertSession,
  invalidateCodes,
  recordReset,
  resetLoginAttempts,
  selectSignedInProfile,
  setProvenPassword,
} from '../../db/statements.ts'
import { Problem } from '../../problem.ts'
import type { PasswordReset } from '../../schemas/account.ts'
import type { SignedIn } from '../../schemas/session.ts'
import { hashCode } from '../codes/hash-code.ts'
import { callerAddress, countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { hashAddress } from '../users/hash-address.ts'
import { refuseLeaked } from './refuse-leaked.ts'
import { tellOfNewPassword } from './tell-of-new-password.ts'

/**
 * Sets a new password with a mailed code, ends every session and starts a fresh one. The code proves the address, so it
 * counts as verified; until now others may have come in, so what they linked goes with their sessions. A mail tells the owner.
 * Throws `code_invalid`, also for an unknown email, at the same cost, `password_leaked`, `rate_limited`.
 */
export async function resetPassword(ctx: Ctx, input: PasswordReset): Promise<SignedIn> {
  const { db } = ctx
  const { email } = input
  await countCall(ctx, 'LIMIT_LOGIN', callerAddress(ctx))
  await countCall(ctx, 'LIMIT_CODE', email)
  await refuseLeaked(ctx, input.password)
  const passwordHash = await hashPassword(input.password, ctx.settings.PASSWORD_ITERATIONS)
  const hash = await hashCode(ctx, 'reset_password', email, input.code)
  const session = newSession(ctx, input.deviceName)
  const event = newEvent(ctx, 'password_reset', session._id)
  const eventId = event._id
  const [, , , , , , , , [signedIn]] = await commit(db, [
    countResetAttempt({ email, eventId }),
    recordReset({ ...event, email, hash }),
    deleteForeignIdentities({ eventId }),
    setProvenPassword({ eventId, hash, passwordHash, now: event.createdAt }),
    deleteOtherSessions({ eventId, keptId: session._id }),
    deleteAddressCodes({ eventId }),
    invalidateCodes({ eventId }),
    insertSession({ ...session, eventId }),
    selectSignedInProfile({ sessionId: session._id }),
    resetLoginAttempts({ addressHash: await hashAddress(ctx, email), eventId }),
  ])
  if (!signedIn) throw new Problem('code_invalid')
  tellOfNewPassword(ctx, email)
  return { profile: signedIn.row, tokens: await issueTokens(ctx, signedIn.row._id, session) }
}
