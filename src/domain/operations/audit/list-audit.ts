import type { AuditRow } from '../../../db/rows.ts'
import {
  selectAudit,
  selectAuditOfActor,
  selectAuditOfTarget,
  selectAuditOfTargetByActor,
  selectEndOfAuditOfTarget,
} from '../../../db/statements/audit.gen.ts'
import { LAST_TIME_MS } from '../../../lib/utc.ts'
import type { OperatorCtx } from '../../admin/operator-ctx.ts'
import { readAsOperator } from '../../admin/read-as-operator.ts'
import { readCursor, writeCursor } from '../../lists/cursor.ts'

interface AuditQuery {
  /** About this user. */
  userId?: string | undefined
  /** By this user, or the service of this name. */
  actorId?: string | undefined
  /** At most 100. */
  limit: number
  cursor?: string | undefined
}

interface AuditPage {
  items: AuditItem[]
  nextCursor: string | undefined
}

/**
 * What operators did, newest first, a page at a time. By one operator about one user, a page may have fewer than asked
 * for, or none, and still a cursor. Throws `invalid_request` for a cursor that is not of this list, and what
 * `readAsOperator` throws.
 */
export async function listAudit(ctx: OperatorCtx, query: AuditQuery): Promise<AuditPage> {
  const { userId, actorId, limit, cursor } = query
  const list = ['audit', userId ?? '', actorId ?? '']
  const start =
    cursor === undefined ? { before: new Date(LAST_TIME_MS), beforeId: '' } : await placeOf(ctx, list, cursor)
  const { found, end } = await readAsOperator(ctx, {
    found: selectOf(query, { ...start, limit: limit + 1 }),
    ...(userId !== undefined &&
      actorId !== undefined && { end: selectEndOfAuditOfTarget({ ...start, targetId: userId }) }),
  })
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : end
  const nextCursor = last && (await writeCursor(ctx, list, [last.createdAt.getTime(), last._id]))
  return { items: items.map(toAuditItem), nextCursor }
}

function selectOf({ userId, actorId }: AuditQuery, page: { before: Date; beforeId: string; limit: number }) {
  if (userId !== undefined && actorId !== undefined)
    return selectAuditOfTargetByActor({ ...page, targetId: userId, actorId })
  if (userId !== undefined) return selectAuditOfTarget({ ...page, targetId: userId })
  return actorId === undefined ? selectAudit(page) : selectAuditOfActor({ ...page, actorId })
}

async function placeOf(ctx: OperatorCtx, list: string[], cursor: string) {
  const [time, id] = await readCursor(ctx, list, cursor)
  return { before: new Date(Number(time)), beforeId: String(id) }
}

type AuditItem = ReturnType<typeof toAuditItem>

const toAuditItem = ({ actorType: type, actorId: _id, before, after, ...row }: AuditRow) => ({
  ...row,
  actor: { type, _id },
  before: withTimes(before),
  after: withTimes(after),
})

/** Members that are times; a row of `users` has them in milliseconds. */
const TIMES: readonly string[] = ['disabledAt', 'disabledUntil']

/** The same with times as the API writes them, ISO 8601 in UTC. */
const withTimes = (members: AuditRow['before']): AuditRow['before'] =>
  members &&
  Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      TIMES.includes(name) && typeof value === 'number' ? new Date(value).toISOString() : value,
    ]),
  )
