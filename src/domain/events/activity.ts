import type { AccountEvent, EventPosition } from '../../db/rows.ts'
import { selectEvents, selectEventsAfter } from '../../db/statements/events.gen.ts'
import type { Ctx } from '../context.ts'
import { readCursor, writeCursor } from '../lists/cursor.ts'

const PAGE_SIZE = 50

type ListedEvent = Omit<AccountEvent, 'userId'>

export interface ActivityPage {
  items: ListedEvent[]
  nextCursor: string | undefined
}

/**
 * The statement that finds a page of what happened to a user's account, newest first. Throws `invalid_request` for a
 * cursor that is not ours.
 */
export async function activityAfter(ctx: Ctx, userId: string, cursor: string | undefined) {
  const page = { userId, limit: PAGE_SIZE + 1 }
  if (cursor === undefined) return selectEvents(page)
  const [time, id] = await readCursor(ctx, listOf(userId), cursor)
  return selectEventsAfter({ ...page, createdAt: new Date(Number(time)), _id: String(id) })
}

/** The page, of what that statement has found. */
export async function toActivityPage(ctx: Ctx, userId: string, found: ListedEvent[]): Promise<ActivityPage> {
  const items = found.slice(0, PAGE_SIZE)
  const last = items.at(-1)
  return { items, nextCursor: last && found.length > PAGE_SIZE ? await cursorTo(ctx, userId, last) : undefined }
}

const cursorTo = (ctx: Ctx, userId: string, { createdAt, _id }: EventPosition) =>
  writeCursor(ctx, listOf(userId), [createdAt.getTime(), _id])

const listOf = (userId: string) => ['activity', userId]
