import type { Ctx } from '../../context.ts'
import { hashPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { addressCodeMatches, countAttempt, deleteCodes } from '../../db/queries/codes.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { deleteUnprovenIdentities } from '../../db/queries/identities.ts'
import { resetLoginAttempts } from '../../db/queries/login-attempts.ts'
import { deleteOtherSessions, insertSession } from '../../db/queries/sessions.ts'
import { updateUser, userWithEmail } from '../../db/queries/users.ts'
import { CODE_PURPOSES } from '../../db/schema.ts'
import { Problem } from '../../problem.ts'
import type { PasswordReset } from '../../schemas/account.ts'
import type { SignedIn } from '../../schemas/session.ts'
import { hashCode } from '../codes/hash-code.ts'
import { countCall } from '../count-call.ts'
import { newEvent } from '../events/new-event.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { hashAddress } from '../users/hash-address.ts'
import { selectSignedInProfile } from '../users/select-profile.ts'
import { refuseLeaked } from './refuse-leaked.ts'

/**
 * Sets a new password with a mailed code, ends every session and starts a fresh one. The code proves the address, so it
 * counts as verified; until now it may have been another's, so what they linked goes with their sessions.
 * Throws `code_invalid`, also for an unknown email, at the same cost, `password_leaked`, `rate_limited`.
 */
export async function resetPassword(ctx: Ctx, input: PasswordReset): Promise<SignedIn> {
  const { db } = ctx
  await countCall(ctx, 'LIMIT_CODE', input.email)
  await refuseLeaked(ctx, input.password)
  const passwordHash = await hashPassword(input.password, ctx.settings.PASSWORD_ITERATIONS)
  const hash = await hashCode(ctx, 'reset_password', input.email, input.code)
  const session = newSession(ctx, input.deviceName)
  const event = newEvent(ctx, 'password_reset', session._id)
  const who = userWithEmail(input.email)
  const [, , , , , , , [signedIn]] = await commit(db, [
    countAttempt(db, ['reset_password'], who, [event._id]),
    recordEvent(db, event, addressCodeMatches(db, who, 'reset_password', hash, event.createdAt)),
    deleteUnprovenIdentities(db, event._id),
    updateUser(db, event._id, { passwordHash, emailVerified: true }),
    deleteOtherSessions(db, event._id, session._id),
    deleteCodes(db, event._id, CODE_PURPOSES),
    insertSession(db, { ...session, eventId: event._id }),
    selectSignedInProfile(db, { sessionId: session._id }),
    resetLoginAttempts(db, { addressHash: await hashAddress(ctx, input.email), eventId: event._id }),
  ])
  if (!signedIn) throw new Problem('code_invalid')
  return { profile: signedIn.row, tokens: await issueTokens(ctx, signedIn.row._id, session) }
}
