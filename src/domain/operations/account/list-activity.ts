import { batch } from '../../../db/database.ts'
import type { AccountEvent } from '../../../db/rows.ts'
import { selectEvents, selectEventsAfter } from '../../../db/statements/events.gen.ts'
import { selectCallerStatus } from '../../../db/statements/who.gen.ts'
import type { CallerCtx } from '../../context.ts'
import { readCursor, writeCursor } from '../../events/cursor.ts'
import { requireCaller } from '../../proofs/require-caller.ts'

const PAGE_SIZE = 50

interface ActivityPage {
  items: Omit<AccountEvent, 'userId'>[]
  nextCursor: string | undefined
}

/**
 * What happened to the caller's account, newest first, a page at a time.
 * Throws `invalid_request` for a cursor that is not ours, `session_ended`, `account_disabled`.
 */
export async function listActivity(ctx: CallerCtx, cursor: string | undefined): Promise<ActivityPage> {
  const { caller, db } = ctx
  const after = cursor === undefined ? undefined : await readCursor(ctx, cursor)
  const page = { userId: caller.userId, limit: PAGE_SIZE + 1 }
  const { status, found } = await batch(db, {
    status: selectCallerStatus({ ...caller, now: ctx.now() }),
    found: after ? selectEventsAfter({ ...page, ...after }) : selectEvents(page),
  })
  requireCaller(ctx, status)
  const items = found.slice(0, PAGE_SIZE)
  const last = items.at(-1)
  return { items, nextCursor: last && found.length > PAGE_SIZE ? await writeCursor(ctx, last) : undefined }
}
