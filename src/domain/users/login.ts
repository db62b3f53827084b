import type { Ctx } from '../../context.ts'
import { hashPassword, verifyPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { selectCaller } from '../../db/queries/caller.ts'
import { insertSession } from '../../db/queries/sessions.ts'
import { selectCredential, upgradePasswordHash } from '../../db/queries/users.ts'
import { Problem } from '../../problem.ts'
import type { Credentials, SignedIn } from '../../schemas/session.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { ownProfileColumns } from './columns.ts'

/**
 * Signs a user in, and strengthens a password's stored form that has fallen behind.
 * Throws `invalid_credentials`, at one cost whether the email is known or not, and `account_disabled`.
 */
export async function login(ctx: Ctx, { email, password }: Credentials): Promise<SignedIn> {
  const { PASSWORD_ITERATIONS: iterations } = ctx.settings
  const [credential] = await selectCredential(ctx.db, email)
  const { matches, outdated } = await verifyPassword(password, credential?.passwordHash, iterations)
  if (!credential || !matches) throw new Problem('invalid_credentials')
  if (credential.disabledAt) throw new Problem('account_disabled')

  const { _id: userId, passwordHash } = credential
  const session = newSession(ctx, userId)
  const strongerHash = outdated ? await hashPassword(password, iterations) : passwordHash
  const [, , [signedIn]] = await commit(ctx.db, [
    insertSession(ctx.db, session, passwordHash),
    upgradePasswordHash(ctx.db, userId, passwordHash, strongerHash),
    selectCaller(ctx.db, { userId, sessionId: session._id }, ctx.now(), ownProfileColumns),
  ])
  if (!signedIn) throw new Problem('invalid_credentials') // the password changed while we compared
  return { profile: signedIn.row, tokens: await issueTokens(ctx, session) }
}
