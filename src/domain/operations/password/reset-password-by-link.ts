import { commit } from '../../../db/client.ts'
import { selectUserOfEvent } from '../../../db/statements.gen.ts'
import type { PasswordReset } from '../../../http/api/account/schemas.ts'
import { Problem } from '../../../model/problem.ts'
import { draftReset } from '../../codes/draft-reset.ts'
import type { Ctx } from '../../context.ts'
import { notifyPasswordChanged } from '../../notices/notify-password-changed.ts'

/** Like `resetPassword`, for a browser that keeps no tokens: no session starts. Throws the same. */
export async function resetPasswordByLink(ctx: Ctx, input: PasswordReset): Promise<void> {
  const { eventId, reset } = await draftReset(ctx, input, undefined)
  const [, , , , , , , , recorded] = await commit(ctx.db, [...reset, selectUserOfEvent({ eventId })])
  if (recorded.length === 0) throw new Problem('code_invalid')
  notifyPasswordChanged(ctx, input.email)
}
