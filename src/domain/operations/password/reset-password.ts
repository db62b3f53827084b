import { commit } from '../../../db/client.ts'
import { insertSession, selectSignedInProfile } from '../../../db/statements.gen.ts'
import type { PasswordReset } from '../../../http/api/account/schemas.ts'
import type { SignedIn } from '../../../http/api/sign-in/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import { draftReset } from '../../codes/draft-reset.ts'
import type { Ctx } from '../../context.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'
import { issueTokens } from '../../sign-in/issue-tokens.ts'
import { newSession } from '../../sign-in/new-session.ts'

/**
 * Sets a new password with a mailed code, ends every session and starts a new one. A mail tells the owner.
 * Throws `code_invalid`, also for an unknown email, at the same cost, and what `draftReset` throws.
 */
export async function resetPassword(ctx: Ctx, input: PasswordReset): Promise<SignedIn> {
  const session = newSession(ctx, input.deviceName)
  const { eventId, reset } = await draftReset(ctx, input, session)
  const [, , , , , , , , , [signedIn]] = await commit(ctx.db, [
    ...reset,
    insertSession({ ...session, eventId }),
    selectSignedInProfile({ sessionId: session._id }),
  ])
  if (!signedIn) throw new Problem('code_invalid')
  notifyPasswordChanged(ctx, input.email)
  return { profile: signedIn.row, tokens: await issueTokens(ctx, signedIn.row._id, session) }
}
