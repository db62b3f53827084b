import { batch } from '../../../db/client.ts'
import { selectCallerStatus, selectEvents, selectEventsAfter } from '../../../db/statements.gen.ts'
import type { ActivityItem } from '../../../http/api/account/schemas.ts'
import type { CallerCtx } from '../../context.ts'
import { requireCaller } from '../../proofs/require-caller.ts'
import { readCursor, writeCursor } from './cursor.ts'

const PAGE_SIZE = 50

/**
 * What happened to the caller's account, newest first, a page at a time.
 * Throws `invalid_request` for a cursor that is not ours, `session_ended`, `account_disabled`.
 */
export async function listActivity(
  ctx: CallerCtx,
  cursor: string | undefined,
): Promise<{ items: ActivityItem[]; nextCursor: string | undefined }> {
  const { caller, db } = ctx
  const after = cursor === undefined ? undefined : await readCursor(ctx, cursor)
  const page = { userId: caller.userId, limit: PAGE_SIZE + 1 }
  const [callers, found] = await batch(db, [
    selectCallerStatus({ ...caller, now: ctx.now() }),
    after ? selectEventsAfter({ ...page, ...after }) : selectEvents(page),
  ])
  requireCaller(callers)
  const items = found.slice(0, PAGE_SIZE)
  const last = items.at(-1)
  return { items, nextCursor: last && found.length > PAGE_SIZE ? await writeCursor(ctx, last) : undefined }
}
