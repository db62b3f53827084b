import type { Ctx } from '../../context.ts'
import { hashPassword } from '../../crypto/password.ts'
import { commit } from '../../db/client.ts'
import { selectCaller } from '../../db/queries/caller.ts'
import { insertSession } from '../../db/queries/sessions.ts'
import { insertUser } from '../../db/queries/users.ts'
import { newId } from '../../lib/id.ts'
import { Problem } from '../../problem.ts'
import type { Registration, SignedIn } from '../../schemas/session.ts'
import { issueTokens } from '../sessions/issue-tokens.ts'
import { newSession } from '../sessions/new-session.ts'
import { ownProfileColumns } from './columns.ts'

/** Makes a user and signs them in. Throws `email_taken`: the index decides, so of two at once one wins. */
export async function register(ctx: Ctx, { name, email, password }: Registration): Promise<SignedIn> {
  const passwordHash = await hashPassword(password, ctx.settings.PASSWORD_ITERATIONS)
  const now = ctx.now()
  const user = { _id: newId(), name, email, passwordHash, createdAt: now, updatedAt: now }
  const session = newSession(ctx, user._id)
  const [, , [created]] = await commit(ctx.db, [
    insertUser(ctx.db, user),
    insertSession(ctx.db, session, passwordHash),
    selectCaller(ctx.db, { userId: user._id, sessionId: session._id }, now, ownProfileColumns),
  ])
  if (!created) throw new Problem('email_taken')
  return { profile: created.row, tokens: await issueTokens(ctx, session) }
}
