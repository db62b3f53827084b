import type { ActorCtx } from '../../context.ts'
import { commit } from '../../db/client.ts'
import { deleteSession } from '../../db/queries/sessions.ts'

/** Ends the caller's session, and with it both its tokens. One that has ended already is no failure (RFC 7009 §2.2). */
export async function logout(ctx: ActorCtx): Promise<void> {
  await commit(ctx.db, [deleteSession(ctx.db, ctx.actor)])
}
