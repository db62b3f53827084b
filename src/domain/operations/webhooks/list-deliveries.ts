import * as lists from '../../../db/statements/webhooks.gen.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { readCursor, writeCursor } from '../../lists/cursor.ts'
import { describeDelivery } from '../../webhooks/delivery-id.ts'
import { requireWebhooks } from '../../webhooks/require-webhooks.ts'

interface DeliveryQuery {
  /** By default both. */
  state?: 'pending' | 'dead' | undefined
  endpoint?: string | undefined
  userId?: string | undefined
  cursor?: string | undefined
  limit: number
}

/**
 * A page of what nobody has taken: what waits in the order in which it is due, else the latest first. Of one endpoint or
 * user, a page may have fewer than asked for, or none, and still a cursor. Throws
 * `webhooks_not_configured`, `invalid_request` for a cursor that is not of this list, and what `readAsOperator` throws.
 */
export async function listDeliveries(ctx: OperatorCtx, { state, endpoint, userId, cursor, limit }: DeliveryQuery) {
  requireWebhooks(ctx)
  const { select, selectEnd, start, timeOf } = LISTS[state ?? 'all']
  const filter = { endpoint: endpoint ?? null, userId: userId ?? null, limit: limit + 1 }
  const list = ['deliveries', state ?? '', endpoint ?? '', userId ?? '']
  const after = cursor === undefined ? start : await placeOf(ctx, list, cursor)
  const isFiltered = endpoint !== undefined || userId !== undefined
  const { found, end } = await readAsOperator(ctx, {
    found: select({ ...filter, ...after }),
    ...(isFiltered && { end: selectEnd(after) }),
  })
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : end
  const nextCursor = last && (await writeCursor(ctx, list, [timeOf(last), last.seq]))
  return { items: page.map(describeDelivery), nextCursor }
}

interface Times {
  nextAttemptAt: Date
  deadAt: Date | null
}

const FIRST = { afterTime: -1, afterSeq: -1 }
const LAST = { afterTime: Number.MAX_SAFE_INTEGER, afterSeq: Number.MAX_SAFE_INTEGER }

/** How each list is read, where it begins, and by which time it is ordered. */
const LISTS = {
  all: { select: lists.selectDeliveries, selectEnd: lists.selectEndOfDeliveries, start: LAST, timeOf: () => 0 },
  pending: {
    select: lists.selectPendingDeliveries,
    selectEnd: lists.selectEndOfPendingDeliveries,
    start: FIRST,
    timeOf: ({ nextAttemptAt }: Times) => nextAttemptAt.getTime(),
  },
  dead: {
    select: lists.selectDeadDeliveries,
    selectEnd: lists.selectEndOfDeadDeliveries,
    start: LAST,
    timeOf: ({ deadAt }: Times) => deadAt?.getTime() ?? 0,
  },
}

async function placeOf(ctx: OperatorCtx, list: string[], cursor: string) {
  const [time, seq] = await readCursor(ctx, list, cursor)
  return { afterTime: Number(time), afterSeq: Number(seq) }
}
