import { hashPassword } from '../../../crypto/password.ts'
import { commit } from '../../../db/client.ts'
import {
  insertSession,
  insertUser,
  putRegistrationCode,
  recordEventWithPassword,
  selectSignedInProfile,
} from '../../../db/statements.gen.ts'
import type { Registration, SignedIn } from '../../../http/api/sign-in/schemas.ts'
import { newId } from '../../../lib/id.ts'
import { Problem } from '../../../model/problem.ts'
import { draftCode } from '../../codes/draft-code.ts'
import { sendCode } from '../../codes/send-code.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { callerIp, enforceLimit } from '../../limits/enforce-limit.ts'
import { refuseLeaked } from '../../proofs/refuse-leaked.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

/**
 * Creates a user, signs them in and mails them a code that verifies the email address.
 * Throws `email_taken` (the index decides, so one of two simultaneous calls wins), `password_leaked`, `rate_limited`.
 */
export async function register(ctx: Ctx, input: Registration): Promise<SignedIn> {
  const { name, email, password, deviceName, ...profile } = input
  const { db } = ctx
  await enforceLimit(ctx, 'LIMIT_REGISTER', callerIp(ctx))
  await enforceLimit(ctx, 'LIMIT_MAIL', email)
  await refuseLeaked(ctx, password)
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const now = ctx.now()
  const user = { _id: newId(), name, email, passwordHash, profile, createdAt: now, updatedAt: now }
  const session = newSession(ctx, deviceName)
  const event = newSignInEvent(ctx, 'registered', session)
  const created = { userId: user._id, passwordHash }
  const code = await draftCode(ctx, 'verify_email', user._id)
  const [, , , , [signedIn]] = await commit(db, [
    insertUser(user),
    recordEventWithPassword({ ...event, ...created }),
    insertSession({ ...session, eventId: event._id }),
    putRegistrationCode({ ...code.row, ...created }),
    selectSignedInProfile({ sessionId: session._id }),
  ])
  if (!signedIn) throw new Problem('email_taken')
  sendCode(ctx, code, email)
  return { profile: signedIn.row, tokens: await issueTokens(ctx, user._id, session) }
}
