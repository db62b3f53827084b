import { hashPassword } from '../../../crypto/password.ts'
import { commit } from '../../../db/client.ts'
import {
  insertSession,
  recordEventWithPassword,
  replacePassword,
  selectSignedInProfile,
} from '../../../db/statements.gen.ts'
import type { Credentials, SignedIn } from '../../../http/api/sign-in/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import type { Ctx } from '../../context.ts'
import { newSignInEvent } from '../../events/new-event.ts'
import { verifyCredentials } from '../../proofs/verify-credentials.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

/**
 * Signs a user in, and replaces a password hash that is weaker than a new one would be.
 * Throws what `verifyCredentials` throws.
 */
export async function login(ctx: Ctx, input: Credentials): Promise<SignedIn> {
  const { email, password, deviceName } = input
  const { db } = ctx
  const { userId, passwordHash, needsRehash, forgetting } = await verifyCredentials(ctx, { email, password })
  const session = newSession(ctx, deviceName)
  const event = newSignInEvent(ctx, 'logged_in', session)
  const newHash = needsRehash && (await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS))
  const [, , , [signedIn]] = await commit(db, [
    forgetting,
    recordEventWithPassword({ ...event, userId, passwordHash }),
    insertSession({ ...session, eventId: event._id }),
    selectSignedInProfile({ sessionId: session._id }),
    ...(newHash ? [replacePassword({ eventId: event._id, passwordHash, newHash })] : []),
  ])
  if (!signedIn && needsRehash) return login(ctx, input) // a login at the same time may have stored the stronger hash
  if (!signedIn) throw new Problem('invalid_credentials') // the password changed while we compared
  return { profile: signedIn.row, tokens: await issueTokens(ctx, userId, session) }
}
