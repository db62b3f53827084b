import * as lists from '../../../db/statements/user-lists.gen.ts'
import { readCursor, writeCursor } from '../../lists/cursor.ts'
import type { OperatorCtx } from '../operator-ctx.ts'
import { readAsOperator } from '../read-as-operator.ts'
import { cutPage, filtersOf, isFiltered, type UserPage, type UserQuery } from './page.ts'

const LIST = ['users', 'newest']

/**
 * Users, the newest first. Throws `invalid_request` for a cursor that is not of this list, and what `readAsOperator`
 * throws.
 */
export async function newestUsers(ctx: OperatorCtx, query: UserQuery): Promise<UserPage> {
  const { cursor, limit } = query
  const filters = filtersOf(query)
  const start = cursor === undefined ? startOf(filters) : await placeOf(ctx, cursor)
  const { select, selectEnd, isWanted } = narrowest(query)
  const { users, end } = await readAsOperator(ctx, {
    users: select({ ...filters, ...start, limit: limit + 1 }),
    ...(!isWanted && { end: selectEnd({ ...filters, ...start }) }),
  })
  const page = cutPage(
    [{ users, end, start, placeOf: ({ createdAt, _id }) => ({ key: createdAt.getTime(), _id }) }],
    limit,
  )
  const place = page.next?.place
  return { items: page.users, nextCursor: place && (await writeCursor(ctx, LIST, [place.key, place._id])) }
}

const startOf = ({ createdBefore }: { createdBefore: Date }) => ({ key: createdBefore.getTime(), _id: '' })

async function placeOf(ctx: OperatorCtx, cursor: string) {
  const [time, id] = await readCursor(ctx, LIST, cursor)
  return { key: Number(time), _id: String(id) }
}

/** The list with the fewest others in it, and whether there are none: then a page is full, or the last one. */
function narrowest(query: UserQuery) {
  const { role, disabled, guest } = query
  if (role !== undefined)
    return { select: lists.selectUsersWithRoles, selectEnd: lists.selectEndOfUsersWithRoles, isWanted: false }
  if (disabled)
    return {
      select: lists.selectDisabledUsers,
      selectEnd: lists.selectEndOfDisabledUsers,
      isWanted: guest === undefined,
    }
  if (guest) return { select: lists.selectGuests, selectEnd: lists.selectEndOfGuests, isWanted: disabled === undefined }
  return { select: lists.selectUsers, selectEnd: lists.selectEndOfUsers, isWanted: !isFiltered(query) }
}
