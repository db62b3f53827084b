import type { Ctx } from '../../context.ts'
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { recordEvent } from '../../db/queries/events.ts'
import { insertSession, selectSignedIn } from '../../db/queries/sessions.ts'
import { selectCredential, updateUser, userWithPassword } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { Credentials, SignedIn } from '../../schemas/session.ts'
import { newEvent } from '../events/new-event.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { ownProfileColumns } from './columns.ts'

/**
 * Signs a user in, and strengthens a password's stored form that has fallen behind.
 * Throws `invalid_credentials`, at one cost whether the email is known or not, and `account_disabled`.
 */
export async function login(ctx: Ctx, { email, password, deviceName }: Credentials): Promise<SignedIn> {
  const { db } = ctx
  const { PASSWORD_ITERATIONS: iterations } = ctx.settings
  const [credential] = await selectCredential(db, email)
  const { matches, outdated } = await verifyPassword(password, credential?.passwordHash, iterations)
  if (!credential || !matches) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')

  const { _id: userId, passwordHash } = credential
  const session = newSession(ctx, deviceName)
  const event = newEvent(ctx, 'logged_in', session._id)
  const strongerHash = outdated && (await hashPassword(password, iterations))
  const [, , [signedIn]] = await commit(db, [
    recordEvent(db, event, userWithPassword(userId, passwordHash)),
    insertSession(db, session, event._id),
    selectSignedIn(db, session._id, ownProfileColumns),
    ...(strongerHash ? [updateUser(db, event._id, { passwordHash: strongerHash })] : []),
  ])
  if (!signedIn) throw new Problem('invalid_credentials') // the password changed while we compared
  return { profile: signedIn.row, tokens: await issueTokens(ctx, userId, session) }
}
